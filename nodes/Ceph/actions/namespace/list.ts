import { defineOperation } from '../../../shared/operation.ts';
import { namespacesOf } from '../../rbd/namespaces.ts';
import type { CephContext } from '../../transport.ts';
import { pool } from './fields.ts';

export const list = defineOperation<CephContext>()({
	name: 'Get Many',
	action: 'Get many block namespaces',
	description: 'List the namespaces for block images in a pool',
	fields: { pool },
	list: true,
	async run({ fields: { pool: inPool }, dashboard }) {
		return (await namespacesOf(dashboard, inPool)).map((found) => ({ pool: inPool, ...found }));
	},
});
