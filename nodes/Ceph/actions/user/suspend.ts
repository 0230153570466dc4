import { defineOperation } from '../../../shared/operation.ts';
import { type GatewayUser, toUser } from '../../gateway/admin-user.ts';
import type { CephContext } from '../../transport.ts';
import { user } from './fields.ts';

export const suspend = defineOperation<CephContext>()({
	name: 'Suspend',
	action: 'Suspend a user',
	description: 'Refuse a user and all access to its buckets until it is enabled again; nothing is deleted; needs the capability users=write',
	fields: { user },
	run: async ({ fields: { user }, gateway }) => toUser(await gateway.admin.post<GatewayUser>('user', { uid: user, suspended: true }), false),
});
