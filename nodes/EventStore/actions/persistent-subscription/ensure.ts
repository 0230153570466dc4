import { checkOnly, ensure as bringAbout } from '../../../shared/ensure.ts';
import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { eventFilter } from '../../filter-fields.ts';
import { groupFields, groupOf } from '../../groups/fields.ts';
import { createGroup, findGroup, type GroupInfo, updateGroup } from '../../groups/groups.ts';
import { settingFields } from '../../groups/setting-fields.ts';
import { givenSettings, serverSettings, settingsItem } from '../../groups/settings.ts';
import type { EventStoreContext } from '../../transport.ts';
import { groupFilterFields } from './fields.ts';

export const ensure = defineOperation<EventStoreContext>()({
	name: 'Ensure',
	action: 'Ensure a persistent subscription',
	description: 'Create a group of consumers unless it exists, and bring its settings into line; what is not given stays as it is. A change drops its consumers, which connect again.',
	fields: { ...groupFields, ...groupFilterFields, settings: collection('Add setting', settingFields, 'Settings'), checkOnly },
	// Items that declare the same group would each find none.
	concurrency: 1,
	async run({ fields, eventStore }) {
		const at = groupOf(fields);
		const declared = givenSettings(fields.settings, at.stream);
		const filter = fields.source === 'all' ? eventFilter(fields) : undefined;
		const ensured = await bringAbout<GroupInfo>(
			{
				what: `Group ${JSON.stringify(at.group)} of ${at.stream}`,
				declared,
				find: () => findGroup(eventStore, at),
				actual: ({ settings }) => ({ ...settingsItem(settings) }),
				create: () => createGroup(eventStore, at, serverSettings(declared, at.stream), filter),
				change: (_settings, { settings }) => updateGroup(eventStore, at, serverSettings(declared, at.stream, settings)),
			},
			fields.checkOnly,
		);
		return { ...at, ...ensured };
	},
});
