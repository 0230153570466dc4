import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { getUser } from '../../gateway/users.ts';
import type { CephContext } from '../../transport.ts';
import { includeSecretKeys, user } from './fields.ts';

export const get = defineOperation<CephContext>()({
	name: 'Get',
	action: 'Get a user',
	description: 'Get a user of the object gateway with its keys, subusers, capabilities, quotas and what it stores; needs the capability users=read',
	fields: {
		user,
		options: collection('Add option', {
			countAnew: {
				displayName: 'Count Anew',
				type: 'boolean',
				default: false,
				description: 'Whether to count first what the user stores; otherwise the count may be some minutes old',
			},
			includeSecretKeys,
		}),
	},
	run: ({ fields: { user, options }, gateway }) => getUser(gateway, user, { secrets: options.includeSecretKeys, stats: true, sync: options.countAnew }),
});
