import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { openAsRoot } from './as-root.ts';
import { fileSystem, path } from './fields.ts';
import { inDirectory } from './lookup.ts';
import { absolutePath, snapshotName } from './path.ts';

export const createSnapshot = defineOperation<CephContext>()({
	name: 'Create Snapshot',
	action: 'Create a snapshot of a directory',
	description: 'Keep a directory, with all that is below it, as it is now; found afterwards in .snap inside the directory',
	fields: {
		fileSystem,
		path,
		snapshot: {
			displayName: 'Snapshot',
			type: 'string',
			default: '',
			placeholder: 'e.g. before-upgrade',
			description: 'Name of the snapshot; the time of its making when not given',
		},
	},
	async run({ fields, dashboard }) {
		const path = absolutePath(fields.path);
		const name = fields.snapshot === '' ? {} : { name: snapshotName(fields.snapshot) };
		const found = await openAsRoot(dashboard, fields.fileSystem);
		const make = async () => await dashboard.send('POST', `${found.at}/snapshot`, { path, ...name });
		const { body } = await inDirectory(dashboard, found, path, make);
		return { fileSystem: found.name, path, snapshot: body };
	},
});
