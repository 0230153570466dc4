import { defineOperation } from '../../../shared/operation.ts';
import { checkSubuser } from '../../gateway/access-key.ts';
import type { CephContext } from '../../transport.ts';
import { subuser, user } from './fields.ts';

export const deleteSubuser = defineOperation<CephContext>()({
	name: 'Delete Subuser',
	action: 'Delete a subuser',
	description: 'Delete a subuser with its keys; needs the capability users=write',
	fields: { user, subuser },
	async run({ fields: { user, subuser }, gateway }) {
		await gateway.admin.delete('user', { uid: user, subuser: checkSubuser(subuser), 'purge-keys': true });
		return { user, subuser, deleted: true };
	},
});
