import { InvalidField } from '../../../shared/errors.ts';
import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { contentPath } from '../../content-path.ts';
import { localOnly, path, patience, timeout } from '../../fields.ts';
import type { IpfsContext } from '../../transport.ts';

interface Listed {
	Objects?: { Links?: { Name: string; Hash: string; Size: number; Type: number; Target?: string }[] }[];
}

/** Numbers of the UnixFS specification (https://specs.ipfs.tech/unixfs/): a raw block is a file, a shard a directory. */
const TYPES: Readonly<Record<number, string>> = { 0: 'file', 1: 'directory', 2: 'file', 4: 'symlink', 5: 'directory' };

export const list = defineOperation<IpfsContext>()({
	name: 'List',
	action: 'List a directory',
	description: 'List the entries of a directory',
	list: true,
	fields: { path, options: collection('Add option', { localOnly, timeout }) },
	async *run({ fields, kubo }) {
		const arg = contentPath(fields.path);
		const { localOnly: offline } = fields.options;
		const call = { patience: patience(fields.options) };
		let named = false;
		for await (const { Objects } of kubo.list<Listed>('ls', { arg, stream: true, offline }, call)) {
			for (const { Name, Hash, Size, Type, Target } of Objects?.[0]?.Links ?? []) {
				if (Name === '') break;
				named = true;
				yield { name: Name, cid: Hash, type: TYPES[Type] ?? 'file', size: Size, path: `${arg}/${Name}`, ...(Target && { target: Target }) };
			}
		}
		if (named) return;
		// Of a file Kubo lists the blocks, which have no names.
		const { Type } = await kubo.call<{ Type: string }>('files/stat', { arg, offline }, call);
		if (Type !== 'directory') throw new InvalidField('CID or Path', `${arg} is a ${Type}`, 'a directory; File: Cat reads files');
	},
});
