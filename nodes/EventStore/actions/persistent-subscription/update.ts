import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { groupFields, groupOf } from '../../groups/fields.ts';
import { getGroup, updateGroup } from '../../groups/groups.ts';
import { groupItem } from '../../groups/item.ts';
import { settingFields } from '../../groups/setting-fields.ts';
import { givenSettings, serverSettings } from '../../groups/settings.ts';
import type { EventStoreContext } from '../../transport.ts';

export const update = defineOperation<EventStoreContext>()({
	name: 'Update',
	action: 'Update a persistent subscription',
	description: 'Change settings of a group; those that are not given stay. Its consumers are dropped and connect again.',
	fields: { ...groupFields, settings: collection('Add setting', settingFields, 'Settings') },
	concurrency: 1,
	async run({ fields, eventStore }) {
		const at = groupOf(fields);
		const { settings } = await getGroup(eventStore, at);
		await updateGroup(eventStore, at, serverSettings(givenSettings(fields.settings, at.stream), at.stream, settings));
		return groupItem(await getGroup(eventStore, at));
	},
});
