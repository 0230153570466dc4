import { InvalidField } from '../../../shared/errors.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { checkAccessKey, checkSecretKey, checkSubuser, newAccessKey } from '../../gateway/access-key.ts';
import type { CephContext } from '../../transport.ts';
import { accessKey, keyType, optionalSubuser, secretKey, user } from './fields.ts';

export const createKey = defineOperation<CephContext>()({
	name: 'Create Key',
	action: 'Create a key of a user',
	description: 'Give a user one more key and output it with its secret; a key that the user has already gets a new secret; needs the capability users=write',
	fields: {
		user,
		keyType,
		subuser: { ...optionalSubuser, description: 'Name of the subuser that the key belongs to, without that of the user; a Swift key needs one' },
		accessKey: { ...accessKey, show: { keyType: ['s3'] } },
		secretKey,
	},
	async run({ fields: { user, keyType, subuser, accessKey, secretKey }, gateway }) {
		const swift = keyType === 'swift';
		if (swift && subuser === '') throw new InvalidField('Subuser', 'a Swift key belongs to a subuser', 'the name of a subuser');
		const name = swift ? undefined : checkAccessKey(accessKey) || newAccessKey();
		const keys = await gateway.admin.put<{ user: string; access_key?: string; secret_key: string }[]>('user', {
			key: '',
			uid: user,
			subuser: checkSubuser(subuser) || undefined,
			'key-type': keyType,
			'access-key': name,
			'secret-key': checkSecretKey(secretKey),
			'generate-key': true,
		});
		const made = keys.find((key) => (swift ? key.user === `${user}:${subuser}` : key.access_key === name));
		return { user, subuser: subuser || undefined, keyType, accessKey: name, secretKey: made?.secret_key };
	},
});
