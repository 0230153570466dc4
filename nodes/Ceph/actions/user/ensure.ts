import { checkOnly, ensure as bringAbout } from '../../../shared/ensure.ts';
import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import type { User } from '../../gateway/admin-user.ts';
import { quotaLimits } from '../../gateway/quota.ts';
import { findUser } from '../../gateway/users.ts';
import type { CephContext } from '../../transport.ts';
import { capabilities, defaultPlacement, displayName, email, maxBuckets } from './fields.ts';
import { applySettings, declaredSettings, type Settings, settingsOf } from './settings.ts';
import { toQuery } from './update.ts';

const { maxObjects, maxSize } = quotaLimits.fields;

export const ensure = defineOperation<CephContext>()({
	name: 'Ensure',
	action: 'Ensure a user',
	description: 'Make a user of the object gateway as declared: create it when it is absent, change what differs, leave the rest; needs the capability users=*',
	fields: {
		user: {
			displayName: 'User ID',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. alice',
			description: 'The user, by its ID; one of a tenant is written tenant$user',
		},
		displayName: { ...displayName, required: true },
		settings: collection(
			'Add setting',
			{
				bucketMaxObjects: { ...maxObjects, displayName: 'Max Objects of Each Bucket', description: 'Objects that each bucket without a quota of its own may hold; 0 for no limit' },
				bucketMaxSize: { ...maxSize, displayName: 'Max Size of Each Bucket', description: 'Bytes that each bucket without a quota of its own may hold; 0 for no limit' },
				capabilities: { ...capabilities, description: 'All that the user may do by the Admin Ops API: type=permission, separated by semicolons; empty for nothing' },
				defaultPlacement,
				email: { ...email, description: 'Address of the user; empty for none' },
				maxBuckets,
				suspended: { displayName: 'Suspended', type: 'boolean', default: false, description: 'Whether the user is refused until it is enabled' },
				userMaxObjects: { ...maxObjects, displayName: 'Max Objects of All', description: 'Objects that the user may store in all; 0 for no limit' },
				userMaxSize: { ...maxSize, displayName: 'Max Size of All', description: 'Bytes that the user may store in all; 0 for no limit' },
			},
			'Settings',
		),
		checkOnly,
	},
	// Two that make the same user at once both succeed at the gateway, and the key of one of them is lost.
	concurrency: 1,
	async run({ fields: { user, displayName, settings, checkOnly }, gateway }) {
		const declared: Partial<Settings> = declaredSettings({ displayName, ...settings });
		const ensured = await bringAbout<User>(
			{
				what: `User ${JSON.stringify(user)}`,
				declared: { ...declared },
				find: () => findUser(gateway, user),
				actual: (is) => ({ ...settingsOf(is) }),
				create: () => gateway.admin.put('user', { uid: user, ...toQuery({ ...declared, email: declared.email || undefined }), exclusive: true, 'generate-key': true }),
				change: (names, is) => applySettings(gateway, is, declared, names),
			},
			checkOnly,
		);
		return { user, ...ensured };
	},
});
