import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { eventFilter } from '../../filter-fields.ts';
import { groupFields, groupOf } from '../../groups/fields.ts';
import { createGroup, getGroup } from '../../groups/groups.ts';
import { groupItem } from '../../groups/item.ts';
import { settingFields } from '../../groups/setting-fields.ts';
import { givenSettings, serverSettings } from '../../groups/settings.ts';
import type { EventStoreContext } from '../../transport.ts';
import { groupFilterFields } from './fields.ts';

export const create = defineOperation<EventStoreContext>()({
	name: 'Create',
	action: 'Create a persistent subscription',
	description: 'Create a group of consumers that share the events of a stream or of the whole database; fails when it exists',
	fields: { ...groupFields, ...groupFilterFields, settings: collection('Add setting', settingFields, 'Settings') },
	async run({ fields, eventStore }) {
		const at = groupOf(fields);
		const filter = fields.source === 'all' ? eventFilter(fields) : undefined;
		await createGroup(eventStore, at, serverSettings(givenSettings(fields.settings, at.stream), at.stream), filter);
		return groupItem(await getGroup(eventStore, at));
	},
});
