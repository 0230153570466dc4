import { defineOperation } from '../../../shared/operation.ts';
import { checkName, namespacesPath } from '../../rbd/image-spec.ts';
import type { CephContext } from '../../transport.ts';
import { pool } from './fields.ts';

export const create = defineOperation<CephContext>()({
	name: 'Create',
	action: 'Create a block namespace',
	description: 'Create a namespace for block images in a pool, so that tenants who share the pool can be kept apart',
	fields: {
		pool,
		namespace: {
			displayName: 'Namespace',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. tenant-a',
			description: 'Name of the namespace: any characters but "/" and "@"',
		},
	},
	async run({ fields: { pool: inPool, namespace }, dashboard }) {
		await dashboard.send('POST', namespacesPath(inPool), { namespace: checkName(namespace, 'Namespace') });
		return { pool: inPool, namespace, created: true };
	},
});
