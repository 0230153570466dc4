import { SystemError } from '../../../shared/errors.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { getUser } from '../../gateway/users.ts';
import type { CephContext } from '../../transport.ts';
import { accessKey, keyType, subuser, user } from './fields.ts';

export const deleteKey = defineOperation<CephContext>()({
	name: 'Delete Key',
	action: 'Delete a key of a user',
	description: 'Take a key from a user, whose clients can then no longer sign with it; needs the capability users=*',
	fields: {
		user,
		keyType,
		accessKey: { ...accessKey, required: true, description: 'The key to delete', show: { keyType: ['s3'] } },
		subuser: { ...subuser, description: 'Name of the subuser whose Swift key to delete, without that of the user', show: { keyType: ['swift'] } },
	},
	async run({ fields: { user, keyType, accessKey, subuser }, gateway }) {
		const swift = keyType === 'swift';
		// An unknown key is answered as if the gateway did not know the credential's own.
		const { keys, swiftKeys } = await getUser(gateway, user);
		const exists = swift ? swiftKeys.some((key) => key.user === `${user}:${subuser}`) : keys.some((key) => key.accessKey === accessKey);
		if (!exists) {
			throw new SystemError({
				message: `The user ${JSON.stringify(user)} has no ${swift ? `Swift key of subuser ${JSON.stringify(subuser)}` : `access key ${JSON.stringify(accessKey)}`}`,
				description: 'Get the user to see its keys.',
				code: 'NoSuchAccessKey',
			});
		}
		const key = swift ? { subuser } : { 'access-key': accessKey };
		await gateway.admin.delete('user', { key: '', uid: user, 'key-type': keyType, ...key });
		return { user, keyType, ...(swift ? { subuser } : { accessKey }), deleted: true };
	},
});
