import { locator, optional } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { exists, missing } from '../../dashboard/missing.ts';
import { needRelease } from '../../dashboard/release.ts';
import type { CephContext } from '../../transport.ts';
import { findProfile } from '../erasure-code-profile/fields.ts';
import { findRule } from './fields.ts';
import { ruleItem } from './rule.ts';

export const create = defineOperation<CephContext>()({
	name: 'Create',
	action: 'Create a CRUSH rule',
	description: 'Create a rule for replicated pools, or one for erasure-coded pools from an erasure code profile',
	fields: {
		rule: { displayName: 'Rule Name', type: 'string', default: '', required: true, placeholder: 'e.g. replicated_ssd' },
		type: {
			displayName: 'Type',
			type: 'options',
			options: [
				{ name: 'Erasure Coded', value: 'erasure', description: 'As an erasure code profile says; needs release 19' },
				{ name: 'Replicated', value: 'replicated' },
			],
			default: 'replicated',
		},
		erasureCodeProfile: optional(
			locator('searchErasureCodeProfiles', {
				displayName: 'Erasure Code Profile',
				placeholder: 'e.g. k4m2',
				description: 'Says root, failure domain and device class; the profile "default" when empty',
				show: { type: ['erasure'] },
			}),
		),
		root: {
			displayName: 'Root',
			type: 'string',
			default: 'default',
			required: true,
			description: 'Where in the tree of devices the rule begins',
			show: { type: ['replicated'] },
		},
		failureDomain: {
			displayName: 'Failure Domain',
			type: 'string',
			default: 'host',
			required: true,
			placeholder: 'e.g. rack',
			description: 'No two copies are put into the same one of these: osd, host, rack, row, room, datacenter or another type of the tree',
			show: { type: ['replicated'] },
		},
		deviceClass: {
			displayName: 'Device Class',
			type: 'string',
			default: '',
			placeholder: 'e.g. ssd',
			description: 'Only devices of this class are taken; all when empty',
			show: { type: ['replicated'] },
		},
	},
	async run({ fields: { rule, type, erasureCodeProfile, root, failureDomain, deviceClass }, dashboard }) {
		// Ceph takes a name that exists for done, whatever that rule does.
		if (await findRule(dashboard, rule)) throw exists('CRUSH rule', rule, 'Choose another name, or delete that rule first.');
		if (type === 'erasure') {
			await needRelease(dashboard, 19, 'A CRUSH rule from an erasure code profile');
			const profile = erasureCodeProfile === '' ? 'default' : erasureCodeProfile;
			// Ceph's own words for a profile that is not there are of a plugin that cannot be determined.
			if ((await findProfile(dashboard, profile)) === undefined) throw missing('erasure code profile', profile);
			// The failure domain is asked for and not used: the profile has it.
			await dashboard.send('POST', 'api/crush_rule', { name: rule, pool_type: 'erasure', profile, failure_domain: '' });
		} else {
			const device_class = deviceClass === '' ? undefined : deviceClass;
			await dashboard.send('POST', 'api/crush_rule', { name: rule, root, failure_domain: failureDomain, device_class });
		}
		const made = await findRule(dashboard, rule);
		if (made === undefined) throw missing('CRUSH rule', rule);
		return ruleItem(made);
	},
});
