import { InvalidField, SystemError } from '../../../shared/errors.ts';
import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { openAsRoot } from './as-root.ts';
import { fileSystem, path } from './fields.ts';
import { findDirectory } from './lookup.ts';
import { absolutePath } from './path.ts';
import type { Directory } from './shape.ts';

export const deleteDirectory = defineOperation<CephContext>()({
	name: 'Delete Directory',
	action: 'Delete a directory of a file system',
	description: 'Delete an empty directory without snapshots; that it is gone already is no error',
	fields: { fileSystem, path },
	async run({ fields, dashboard }) {
		const path = absolutePath(fields.path);
		if (path === '/') throw new InvalidField('Path', 'the root cannot be deleted', 'a directory below it');
		const found = await openAsRoot(dashboard, fields.fileSystem);
		try {
			await dashboard.send('DELETE', `${found.at}/tree`, undefined, { query: { path } });
		} catch (thrown) {
			// The Dashboard says no more than that something went wrong.
			const directory = thrown instanceof SystemError ? await findDirectory(dashboard, found, path) : undefined;
			throw directory === undefined ? thrown : notEmpty(directory);
		}
		return { fileSystem: found.name, path, deleted: true };
	},
});

function notEmpty({ path, snapshots }: Directory): SystemError {
	const why = snapshots.length > 0 ? `has snapshots: ${snapshots.map(({ name }) => name).join(', ')}` : 'is not empty';
	return new SystemError({
		message: `The directory ${JSON.stringify(path)} ${why}`,
		description: 'Delete what is in it, and its snapshots, before it.',
		code: '409',
	});
}
