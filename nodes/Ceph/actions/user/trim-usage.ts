import { InvalidField } from '../../../shared/errors.ts';
import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { optionalUser } from './fields.ts';
import { end, start, toGatewayTime } from './period.ts';

export const trimUsage = defineOperation<CephContext>()({
	name: 'Trim Usage',
	action: 'Trim the usage log of a user',
	description: 'Remove entries from the usage log, of one user or of all; needs the capability usage=write',
	fields: {
		user: { ...optionalUser, description: 'The user whose entries to remove; empty for all users, which needs an end' },
		options: collection('Add option', { end, start }),
	},
	async run({ fields: { user, options }, gateway }) {
		const period = { start: toGatewayTime(options.start, 'Start'), end: toGatewayTime(options.end, 'End') };
		if (user === '' && period.end === undefined) {
			throw new InvalidField('User', 'without a user the whole log would be removed', 'a user, or an end in the options');
		}
		await gateway.admin.delete('usage', { uid: user || undefined, ...period });
		return { user: user || undefined, start: options.start || undefined, end: options.end || undefined, trimmed: true };
	},
});
