import { defineOperation } from '../../../shared/operation.ts';
import { formatCapabilities, listedCapabilities, parseCapabilities } from '../../gateway/capabilities.ts';
import type { CephContext } from '../../transport.ts';
import { capabilities, user } from './fields.ts';

export const removeCapabilities = defineOperation<CephContext>()({
	name: 'Remove Capabilities',
	action: 'Remove capabilities from a user',
	description: 'Let a user do less by the Admin Ops API, and output all that it then may; those that it does not have are no error; needs the capability users=write',
	fields: {
		user,
		capabilities: { ...capabilities, required: true, description: 'What the user may no longer do: type=permission, separated by semicolons; a permission is read, write or *' },
	},
	async run({ fields: { user, capabilities }, gateway }) {
		const caps = formatCapabilities(parseCapabilities(capabilities));
		const now = await gateway.admin.delete<{ type: string; perm: string }[]>('user', { caps: '', uid: user, 'user-caps': caps });
		return { user, capabilities: formatCapabilities(listedCapabilities(now)) };
	},
});
