import { InvalidField } from '../../../shared/errors.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { tryAgain } from '../../../shared/try-again.ts';
import { isBroken } from '../../dashboard/failure.ts';
import type { CephContext } from '../../transport.ts';
import { openAsRoot } from './as-root.ts';
import { fileSystem, path } from './fields.ts';
import { absolutePath } from './path.ts';

export const createDirectory = defineOperation<CephContext>()({
	name: 'Create Directory',
	action: 'Create a directory in a file system',
	description: 'Create a directory, and those above it that are missing; one that exists stays as it is',
	fields: { fileSystem, path },
	async run({ fields, dashboard, signal }) {
		const path = absolutePath(fields.path);
		if (path === '/') throw new InvalidField('Path', 'the root is always there', 'a directory below it');
		const { at, name } = await openAsRoot(dashboard, fields.fileSystem);
		// Who creates a missing level of the path at the same time makes Ceph fail with "File exists", once for each level.
		const levels = path.split('/').length - 1;
		await tryAgain(async () => await dashboard.send('POST', `${at}/tree`, { path }), {
			isPassing: isBroken,
			pause: (tries) => (tries <= levels ? 100 * Math.random() : undefined),
			signal,
		});
		return { fileSystem: name, path };
	},
});
