import { optional } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { groupFields } from '../../groups/fields.ts';
import { groupsOf } from '../../groups/groups.ts';
import { groupItem } from '../../groups/item.ts';
import type { EventStoreContext } from '../../transport.ts';

const { source, stream } = groupFields;

export const list = defineOperation<EventStoreContext>()({
	name: 'Get Many',
	action: 'Get many persistent subscriptions',
	description: 'List groups of consumers with what is in flight and parked',
	fields: {
		of: {
			...source,
			displayName: 'Of',
			options: [
				{ name: 'All Streams', value: 'all', description: 'Groups of the log of the whole database ($all)' },
				{ name: 'Any Stream', value: 'any', description: 'Every group that there is' },
				{ name: 'One Stream', value: 'stream', description: 'Groups of one stream' },
			],
			default: 'any',
		},
		stream: { ...optional(stream), required: true, description: 'The stream whose groups to list', show: { of: ['stream'] } },
	},
	list: true,
	async run({ fields, eventStore }) {
		const of = { all: '$all', any: undefined, stream: fields.stream }[fields.of];
		return (await groupsOf(eventStore, of)).map((info) => groupItem(info));
	},
});
