import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { host } from './fields.ts';
import { findHost } from './lookup.ts';
import { hostOf } from './shape.ts';

export const get = defineOperation<CephContext>()({
	name: 'Get',
	action: 'Get a host',
	description: 'Get labels, state and daemons of a machine of the cluster',
	fields: { host },
	async run({ fields, dashboard }) {
		return hostOf(await findHost(dashboard, fields.host));
	},
});
