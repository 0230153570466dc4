import { defineOperation } from '../../../shared/operation.ts';
import { type GatewayUser, toUser } from '../../gateway/admin-user.ts';
import type { CephContext } from '../../transport.ts';
import { user } from './fields.ts';

export const enable = defineOperation<CephContext>()({
	name: 'Enable',
	action: 'Enable a user',
	description: 'Let a suspended user in again, and open its buckets; needs the capability users=write',
	fields: { user },
	run: async ({ fields: { user }, gateway }) => toUser(await gateway.admin.post<GatewayUser>('user', { uid: user, suspended: false }), false),
});
