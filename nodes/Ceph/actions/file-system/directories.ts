import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { openAsRoot } from './as-root.ts';
import { fileSystem, path } from './fields.ts';
import { findDirectory, noDirectory } from './lookup.ts';
import { absolutePath } from './path.ts';
import { type Directory, directoryOf } from './shape.ts';

export const directories = defineOperation<CephContext>()({
	name: 'Get Directories',
	action: 'Get the directories below a path',
	description: 'List the directories below a path, with their quotas and snapshots; Ceph does not tell of files here',
	fields: {
		fileSystem,
		path: { ...path, default: '/', description: 'Full path of the directory to list, beginning with a slash' },
		depth: {
			displayName: 'Depth',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 1,
			description: 'How many levels to go down; each directory costs the metadata server some work',
		},
	},
	list: true,
	async run({ fields, dashboard }) {
		const path = absolutePath(fields.path);
		const found = await openAsRoot(dashboard, fields.fileSystem);
		const below = await dashboard.get<Directory[]>(`${found.at}/ls_dir`, { path, depth: fields.depth });
		// The answer for a directory that is not there is empty as well.
		if (below.length === 0 && (await findDirectory(dashboard, found, path)) === undefined) throw noDirectory(found, path);
		return below.map(directoryOf);
	},
});
