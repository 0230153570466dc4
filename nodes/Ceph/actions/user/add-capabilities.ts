import { defineOperation } from '../../../shared/operation.ts';
import { formatCapabilities, listedCapabilities, parseCapabilities } from '../../gateway/capabilities.ts';
import type { CephContext } from '../../transport.ts';
import { capabilities, user } from './fields.ts';

export const addCapabilities = defineOperation<CephContext>()({
	name: 'Add Capabilities',
	action: 'Add capabilities to a user',
	description: 'Let a user do more by the Admin Ops API, and output all that it then may; needs the capability users=write',
	fields: { user, capabilities: { ...capabilities, required: true } },
	async run({ fields: { user, capabilities }, gateway }) {
		const caps = formatCapabilities(parseCapabilities(capabilities));
		const now = await gateway.admin.put<{ type: string; perm: string }[]>('user', { caps: '', uid: user, 'user-caps': caps });
		return { user, capabilities: formatCapabilities(listedCapabilities(now)) };
	},
});
