import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { checkSecretKey, checkSubuser } from '../../gateway/access-key.ts';
import type { CephContext } from '../../transport.ts';
import { access, includeSecretKeys, secretKey, subuser, user } from './fields.ts';
import { subuserOf } from './subuser.ts';

export const updateSubuser = defineOperation<CephContext>()({
	name: 'Update Subuser',
	action: 'Update a subuser',
	description: 'Change what a subuser may do, and its Swift secret when asked to; needs the capability users=*',
	fields: {
		user,
		subuser,
		access,
		options: collection('Add option', {
			includeSecretKeys,
			newSecret: {
				displayName: 'New Secret',
				type: 'boolean',
				default: false,
				description: 'Whether to generate a new secret for its Swift key; the old one is no longer good then',
			},
			secretKey: { ...secretKey, description: 'New secret for its Swift key. It travels in the URL and so into access logs of the gateway.' },
		}),
	},
	async run({ fields: { user, subuser, access, options }, gateway }) {
		await gateway.admin.post('user', {
			uid: user,
			subuser: checkSubuser(subuser),
			access,
			'key-type': 'swift',
			'secret-key': checkSecretKey(options.secretKey),
			'generate-secret': (options.newSecret && !options.secretKey) || undefined,
		});
		return await subuserOf(gateway, user, subuser, options.includeSecretKeys);
	},
});
