import { SystemError } from '../../../shared/errors.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { missing } from '../../dashboard/missing.ts';
import type { CephContext } from '../../transport.ts';
import { openAsRoot } from './as-root.ts';
import { fileSystem, path, snapshot } from './fields.ts';
import { findDirectory, noDirectory } from './lookup.ts';
import { absolutePath, snapshotName } from './path.ts';

export const deleteSnapshot = defineOperation<CephContext>()({
	name: 'Delete Snapshot',
	action: 'Delete a snapshot of a directory',
	description: 'Delete a snapshot of a directory; the directory itself stays as it is',
	fields: { fileSystem, path, snapshot },
	async run({ fields, dashboard }) {
		const path = absolutePath(fields.path);
		const name = snapshotName(fields.snapshot);
		const found = await openAsRoot(dashboard, fields.fileSystem);
		try {
			await dashboard.send('DELETE', `${found.at}/snapshot`, undefined, { query: { path, name } });
		} catch (thrown) {
			if (!(thrown instanceof SystemError)) throw thrown;
			const directory = await findDirectory(dashboard, found, path);
			if (directory === undefined) throw noDirectory(found, path);
			if (directory.snapshots.every((kept) => kept.name !== name)) throw missing(`snapshot ${JSON.stringify(name)} of the directory`, path);
			throw thrown;
		}
		return { fileSystem: found.name, path, snapshot: name, deleted: true };
	},
});
