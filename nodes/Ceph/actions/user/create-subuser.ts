import { SystemError } from '../../../shared/errors.ts';
import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { checkSecretKey, checkSubuser } from '../../gateway/access-key.ts';
import { getUser } from '../../gateway/users.ts';
import type { CephContext } from '../../transport.ts';
import { access, includeSecretKeys, keyType, secretKey, subuser, user } from './fields.ts';
import { subuserOf } from './subuser.ts';

export const createSubuser = defineOperation<CephContext>()({
	name: 'Create Subuser',
	action: 'Create a subuser',
	description: 'Give a user a second name with a key and access of its own, as Swift clients want it; needs the capability users=*',
	fields: {
		user,
		subuser,
		access,
		options: collection('Add option', {
			includeSecretKeys,
			keyType: { ...keyType, default: 'swift' },
			secretKey,
		}),
	},
	async run({ fields: { user, subuser, access, options }, gateway }) {
		// The gateway would give one that exists a new secret without a word.
		const { subusers } = await getUser(gateway, user);
		if (subusers.some((one) => one.subuser === subuser)) {
			throw new SystemError({
				message: `The user ${JSON.stringify(user)} has a subuser ${JSON.stringify(subuser)} already`,
				description: 'Update it instead, or choose another name.',
				code: 'SubuserExists',
			});
		}
		const keyType = options.keyType ?? 'swift';
		await gateway.admin.put('user', {
			uid: user,
			subuser: checkSubuser(subuser),
			access,
			'key-type': keyType,
			'secret-key': checkSecretKey(options.secretKey),
			'generate-secret': options.secretKey ? undefined : true,
			'gen-access-key': keyType === 's3' || undefined,
		});
		return await subuserOf(gateway, user, subuser, options.includeSecretKeys);
	},
});
