import { posix } from 'node:path';

import { InvalidField, SystemError } from '../shared/errors.ts';
import type { Kubo } from './transport.ts';

interface MfsStat {
	Hash: string;
	Type: string;
}

/** A place in the mutable file system (MFS) of a node. */
export interface MfsLink {
	path: string;
	/** CID of the file that is there already. */
	taken: string | undefined;
}

const FIELD = 'MFS Path';

/**
 * Where a file gets linked, found out before it is sent: Kubo looks only when it has stored and pinned the file.
 *
 * @param wanted as `ipfs add --to-files` takes it: with a slash at its end the directory for the file, else its whole path
 * @throws InvalidField when no file can be linked there, SystemError when there is no such directory
 */
export async function mfsLink(kubo: Kubo, wanted: string, name: string, patience: number): Promise<MfsLink> {
	if (!wanted.startsWith('/')) throw new InvalidField(FIELD, `"${wanted.slice(0, 80)}" has no slash at its beginning`, 'such as /documents/ or /documents/report.pdf');
	if (wanted.endsWith('/') && name === '') throw new InvalidField('File Name', 'a file in a directory needs one', 'any name without "/"');
	const path = posix.normalize(wanted.endsWith('/') ? wanted + name : wanted);
	const parent = posix.dirname(path);
	const directory = await found(kubo, parent, patience);
	if (directory?.Type !== 'directory') {
		throw new SystemError({
			message: directory ? `${parent} is a file in the mutable file system` : `The mutable file system has no directory ${parent}`,
			description: `Choose another MFS Path, or make the directory: ipfs files mkdir --parents. Nothing was stored.`,
		});
	}
	const there = await found(kubo, path, patience);
	if (there?.Type === 'directory') throw new InvalidField(FIELD, `${path} is a directory`, `${path}/ for the file's own name in it, or another path`);
	return { path, taken: there?.Hash };
}

async function found(kubo: Kubo, path: string, patience: number): Promise<MfsStat | undefined> {
	return await kubo.call<MfsStat>('files/stat', { arg: path }, { patience }).catch((error: unknown) => {
		if (error instanceof SystemError && /does not exist|no such file/.test(error.failure.message)) return undefined;
		throw error;
	});
}
