import { absentSwitch, ensureAbsent as bringAbout } from '../../../shared/ensure-absent.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { groupFields, groupOf } from '../../groups/fields.ts';
import { deleteGroup, findGroup, NO_GROUP } from '../../groups/groups.ts';
import type { EventStoreContext } from '../../transport.ts';

export const ensureAbsent = defineOperation<EventStoreContext>()({
	name: 'Ensure Absent',
	action: 'Ensure that there is no such persistent subscription',
	description: 'Delete a group of consumers with its progress and its parked events, if there is one',
	fields: { ...groupFields, checkOnly: absentSwitch },
	concurrency: 1,
	async run({ fields, eventStore }) {
		const at = groupOf(fields);
		const absence = { find: () => findGroup(eventStore, at), remove: () => deleteGroup(eventStore, at), gone: [NO_GROUP] };
		return { ...at, ...(await bringAbout(absence, fields.checkOnly)) };
	},
});
