import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { type UsageLog, usageByUser } from '../../gateway/usage.ts';
import type { CephContext } from '../../transport.ts';
import { optionalUser } from './fields.ts';
import { end, start, toGatewayTime } from './period.ts';

export const getUsage = defineOperation<CephContext>()({
	name: 'Get Usage',
	action: 'Get the usage of a user',
	description: 'Get from the usage log what requests a user made and how many bytes went to and fro; the gateway writes it only with rgw_enable_usage_log; needs the capability usage=read',
	fields: {
		user: {
			...optionalUser,
			description: 'The user to ask about; empty for all users, with an item for each',
			hint: 'The log is empty unless rgw_enable_usage_log is on; entries come to it every half minute (rgw_usage_log_tick_interval)',
		},
		options: collection('Add option', {
			end,
			entries: {
				displayName: 'Entries',
				type: 'boolean',
				default: false,
				description: 'Whether to output what was logged for each bucket and hour too, beside the sums',
			},
			start,
		}),
	},
	async run({ fields: { user, options }, gateway }) {
		const log = await gateway.admin.get<UsageLog>('usage', {
			uid: user || undefined,
			start: toGatewayTime(options.start, 'Start'),
			end: toGatewayTime(options.end, 'End'),
			'show-entries': options.entries ?? false,
			'show-summary': true,
		});
		return usageByUser(log, user);
	},
});
