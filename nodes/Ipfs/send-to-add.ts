import { SystemError } from '../shared/errors.ts';
import type { MfsLink } from './mfs-link.ts';
import type { Arguments, CallOptions, Kubo } from './transport.ts';

/** What `add` answers for each file, and for each directory around them. */
export interface Added {
	/** Path in the directory; empty for the directory itself. */
	Name: string;
	Hash: string;
	/** Of the blocks, with what links them. */
	Size: string;
}

/**
 * Sends files to `add`.
 *
 * @param link where the file shall stand in the mutable file system; Kubo makes the link after it has stored and pinned
 * the file, so when that fails the error tells the CID
 * @returns files in the order in which they were sent, directories after what they hold
 */
export async function sendToAdd(kubo: Kubo, args: Arguments, call: CallOptions, link?: MfsLink): Promise<[Added, ...Added[]]> {
	const added: Added[] = [];
	try {
		for await (const entry of kubo.list<Added>('add', { ...args, 'to-files': link?.path }, call)) added.push(entry);
	} catch (error) {
		const root = added.at(-1);
		if (root === undefined || !(error instanceof SystemError)) throw error;
		const isLinked = link?.taken === root.Hash && error.failure.message.includes('already has entry');
		if (!isLinked) throw stored(root.Hash, args.pin !== false, error);
	}
	const [first, ...rest] = added;
	if (first === undefined) throw new SystemError({ message: 'Kubo gave no CID', description: 'Look at its log.' });
	return [first, ...rest];
}

/** Kubo failed after it had told what it stored. */
function stored(cid: string, pinned: boolean, error: SystemError): SystemError {
	const { message } = error.failure;
	const state = message.startsWith('to-files') ? `is stored${pinned ? ' and pinned' : ''}` : 'may be stored';
	return new SystemError({ ...error.failure, message: `${message} (the file ${state} as ${cid})` }, error);
}
