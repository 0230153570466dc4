import { InvalidField } from '../../../shared/errors.ts';
import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { checkAccessKey, checkSecretKey } from '../../gateway/access-key.ts';
import { type GatewayUser, toUser } from '../../gateway/admin-user.ts';
import { formatCapabilities, parseCapabilities } from '../../gateway/capabilities.ts';
import type { CephContext } from '../../transport.ts';
import { accessKey, capabilities, defaultPlacement, defaultStorageClass, displayName, email, includeSecretKeys, maxBuckets, secretKey } from './fields.ts';

export const create = defineOperation<CephContext>()({
	name: 'Create',
	action: 'Create a user',
	description: 'Create a user of the object gateway, with a key unless told otherwise; needs the capability users=write',
	fields: {
		user: {
			displayName: 'User ID',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. alice',
			description: 'Unique in its tenant, and kept for good',
		},
		displayName: { ...displayName, required: true },
		options: collection('Add option', {
			accessKey,
			capabilities,
			defaultPlacement,
			defaultStorageClass,
			email,
			includeSecretKeys,
			maxBuckets,
			secretKey,
			suspended: {
				displayName: 'Suspended',
				type: 'boolean',
				default: false,
				description: 'Whether the user is refused until it is enabled',
			},
			tenant: {
				displayName: 'Tenant',
				type: 'string',
				default: '',
				placeholder: 'e.g. acme',
				description: 'Tenant that the user belongs to, with names of users and buckets of its own',
			},
			withoutKey: {
				displayName: 'Without Key',
				type: 'boolean',
				default: false,
				description: 'Whether to make the user without a key, to create one later',
			},
		}),
	},
	// Two that make the same user at once both succeed at the gateway, and the key of one of them is lost.
	concurrency: 1,
	async run({ fields: { user, displayName, options }, gateway }) {
		const { tenant = '', withoutKey = false } = options;
		if (withoutKey && (options.accessKey || options.secretKey)) {
			throw new InvalidField('Without Key', 'a key was given too', 'either a key, or none');
		}
		const info = await gateway.admin.put<GatewayUser>('user', {
			uid: tenant === '' ? user : `${tenant}$${user}`,
			'display-name': displayName,
			email: options.email || undefined,
			'max-buckets': options.maxBuckets,
			suspended: options.suspended || undefined,
			'user-caps': options.capabilities ? formatCapabilities(parseCapabilities(options.capabilities)) : undefined,
			'access-key': checkAccessKey(options.accessKey ?? '') || undefined,
			'secret-key': checkSecretKey(options.secretKey),
			'generate-key': !withoutKey,
			'default-placement': options.defaultPlacement || undefined,
			'default-storage-class': options.defaultStorageClass || undefined,
			// Without it some releases change a user of the same display name in place of refusing.
			exclusive: true,
		});
		return toUser(info, options.includeSecretKeys ?? false);
	},
});
