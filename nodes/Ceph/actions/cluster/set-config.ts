import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { segment } from '../../../shared/path-segment.ts';
import { needRelease } from '../../dashboard/release.ts';
import type { CephContext } from '../../transport.ts';
import { readOption, valueFor } from './config-option.ts';
import { configOptionField } from './fields.ts';

export const setConfig = defineOperation<CephContext>()({
	name: 'Set Configuration Option',
	action: 'Set a configuration option of the cluster',
	description: 'Set a configuration option for a section, or take back what was set there',
	fields: {
		option: configOptionField,
		section: {
			displayName: 'Section',
			type: 'string',
			default: 'global',
			required: true,
			placeholder: 'e.g. osd.0',
			description: 'For whom the value is: global, a kind of daemon (mon, mgr, osd, mds, client), or one of them such as osd.0 or client.rgw.a',
		},
		change: {
			displayName: 'Change',
			type: 'options',
			options: [
				{ name: 'Reset', value: 'reset', description: 'Remove the value of the section, so that the next wider section or the default counts' },
				{ name: 'Set', value: 'set', description: 'Give the section a value' },
			],
			default: 'set',
		},
		value: {
			displayName: 'Value',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 2',
			show: { change: ['set'] },
			description: 'In the words of Ceph: numbers, true or false, sizes such as 4G, times such as 30s',
		},
		options: collection('Add option', {
			force: {
				displayName: 'Force',
				type: 'boolean',
				default: false,
				description: 'Whether to set an option of the object gateway that counts only once the gateway is restarted; needs release 18',
			},
		}),
	},
	async run({ fields: { option, section, change, value, options }, dashboard }) {
		const before = await readOption(dashboard, option);
		const path = 'api/cluster_conf';
		if (change === 'reset') {
			await dashboard.send('DELETE', `${path}/${segment(option)}`, undefined, { query: { section } });
		} else if (options.force === true) {
			await needRelease(dashboard, 18, 'Setting an option that counts from the next start on');
			await dashboard.send('POST', path, { name: option, value: [{ section, value }], force_update: true });
		} else {
			// The way for one option takes no section of a single daemon before release 18; the way for many always does.
			await dashboard.send('PUT', path, { options: { [option]: { section, value } } });
		}
		const now = valueFor(await readOption(dashboard, option), section);
		const previous = valueFor(before, section);
		return { name: option, section, value: now, previous, changed: now !== previous, default: before.default };
	},
});
