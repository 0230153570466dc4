import { defineOperation } from '../../../shared/operation.ts';
import { isoTime } from '../../iso-time.ts';
import type { CephContext } from '../../transport.ts';
import { openAsRoot } from './as-root.ts';
import { fileSystem, path } from './fields.ts';
import { findDirectory, noDirectory } from './lookup.ts';
import { absolutePath } from './path.ts';

export const listSnapshots = defineOperation<CephContext>()({
	name: 'Get Many Snapshots',
	action: 'Get many snapshots of a directory',
	description: 'List the snapshots of a directory itself, not those of the directories above and below it',
	fields: { fileSystem, path },
	list: true,
	async run({ fields, dashboard }) {
		const path = absolutePath(fields.path);
		const found = await openAsRoot(dashboard, fields.fileSystem);
		const directory = await findDirectory(dashboard, found, path);
		if (directory === undefined) throw noDirectory(found, path);
		return directory.snapshots.map(({ name, created }) => ({ fileSystem: found.name, path, snapshot: name, createdAt: isoTime(created) }));
	},
});
