import { segment } from '../../../shared/path-segment.ts';
import { SystemError } from '../../../shared/errors.ts';
import { defineOperation } from '../../../shared/operation.ts';
import type { Dashboard } from '../../dashboard/dashboard.ts';
import { missing } from '../../dashboard/missing.ts';
import { namespace } from '../../rbd/fields.ts';
import { checkName, namespacesPath } from '../../rbd/image-spec.ts';
import { namespacesOf } from '../../rbd/namespaces.ts';
import { trashOf } from '../../rbd/trash.ts';
import type { CephContext } from '../../transport.ts';
import { pool } from './fields.ts';

export const deleteNamespace = defineOperation<CephContext>()({
	name: 'Delete',
	action: 'Delete a block namespace',
	description: 'Delete a namespace in which there are no block images, also none in the trash',
	fields: {
		pool,
		namespace: { ...namespace, required: true, description: 'The namespace to delete' },
	},
	async run({ fields: { pool: inPool, namespace: name }, dashboard }) {
		const path = `${namespacesPath(inPool)}/${segment(checkName(name, 'Namespace'))}`;
		try {
			await dashboard.send('DELETE', path);
		} catch (thrown) {
			throw thrown instanceof SystemError && thrown.failure.code === '500' ? await reason(dashboard, inPool, name, thrown) : thrown;
		}
		return { pool: inPool, namespace: name, deleted: true };
	},
});

/** Why it could not be deleted, where the Dashboard says only that it met an unexpected condition. */
async function reason(dashboard: Dashboard, inPool: string, name: string, failure: SystemError): Promise<SystemError> {
	const known = (await namespacesOf(dashboard, inPool)).some((found) => found.namespace === name);
	if (!known) return missing('namespace', name);
	const inTrash = (await trashOf(dashboard, inPool)).filter((entry) => entry.namespace === name);
	if (inTrash.length === 0) return failure;
	return new SystemError({
		message: `Namespace "${name}" has images in the trash: ${inTrash.map((entry) => entry.name).join(', ')}`,
		description: 'Delete them from the trash or restore them first.',
		code: '409',
	});
}
