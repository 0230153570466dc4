import { collection, field, locator } from '../../shared/field.ts';
import { outputFields } from '../event-output.ts';
import { filterFieldsOfLog } from '../filter-fields.ts';
import { settingFields } from '../groups/setting-fields.ts';

const inGroup = { '/mode': ['persistent'] };
const inOrder = { '/mode': ['catchUp'] };

export const fields = {
	mode: field({
		displayName: 'Mode',
		type: 'options',
		options: [
			{
				name: 'Persistent Subscription',
				value: 'persistent',
				description: 'The event store keeps the place, hands out several events at once, and parks what failed; several listeners may share a group',
			},
			{
				name: 'Catch-Up',
				value: 'catchUp',
				description: 'One after the other in the order of the stream: the next event comes when the execution of the one before has succeeded',
			},
		],
		default: 'persistent',
		description:
			'How events are given out. In either mode each event is executed at least once: one whose execution was cut short, by a restart of n8n for instance, comes again, so that what the workflow does should bear being done twice.',
	}),
	source: field({
		displayName: 'Listen To',
		type: 'options',
		options: [
			{ name: 'All Streams', value: 'all', description: 'The log of the whole database, all of it or what a filter lets through' },
			{ name: 'Category', value: 'category', description: 'All streams whose names begin alike: document-1, document-2' },
			{ name: 'Stream', value: 'stream' },
		],
		default: 'stream',
	}),
	stream: locator('searchStreams', {
		displayName: 'Stream',
		placeholder: 'document-4711',
		description: 'The stream to hear from; it need not exist yet',
		show: { source: ['stream'] },
	}),
	category: field({
		displayName: 'Category',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'document',
		description: 'What the names of the streams have before their first hyphen. The system projection $by_category must be on.',
		show: { source: ['category'] },
	}),
	...filterFieldsOfLog('Which events come; the event store itself sorts the others out. A group that exists keeps the filter that it was made with.'),
	group: locator('searchGroups', {
		displayName: 'Group',
		placeholder: 'invoicing',
		description: 'Name of the persistent subscription; it is made when there is none. Each event goes to one listener of the group.',
		show: { mode: ['persistent'] },
	}),
	startFrom: field({
		displayName: 'Start From',
		type: 'options',
		options: [
			{ name: 'Beginning', value: 'start', description: 'All events that there are, and those to come' },
			{ name: 'End', value: 'end', description: 'Only events that are appended from now on' },
			{ name: 'Place', value: 'place', description: 'A revision of the stream, or a position of the log' },
		],
		default: 'end',
		description: 'Where it begins the very first time. Later it goes on where it was, also when this is changed.',
	}),
	fromPlace: field({
		displayName: 'Place',
		type: 'string',
		required: true,
		default: '',
		placeholder: '42',
		description:
			'Revision of the first event to come. Of all streams: the position that an event had in an item, as commit/prepare; a group begins with that event, Catch-Up behind it.',
		show: { startFrom: ['place'] },
	}),
	options: collection('Add option', {
		afterRetries: {
			displayName: 'After the Last Retry',
			type: 'options',
			options: [
				{ name: 'Keep Trying', value: 'keepTrying', description: 'No later event comes until this one has succeeded' },
				{ name: 'Skip the Event', value: 'skip', description: "Go on with the next event; n8n's log and its list of executions name the one that failed" },
			],
			default: 'keepTrying',
			description: 'What happens with an event whose execution fails again and again',
			show: inOrder,
		},
		batchSize: {
			displayName: 'Batch Size',
			type: 'number',
			default: 1,
			typeOptions: { minValue: 1, maxValue: 1_000 },
			description: 'How many events one execution has at most, an item each. When it fails its events are tried again one by one.',
		},
		batchWait: {
			displayName: 'Batch Wait',
			type: 'number',
			default: 200,
			typeOptions: { minValue: 0 },
			description: 'Milliseconds that a batch which is not full waits for more events',
		},
		checkpointName: {
			displayName: 'Checkpoint Name',
			type: 'string',
			default: '',
			placeholder: 'invoicing',
			description:
				'The place is kept in a stream n8nCheckpoint-… of the event store, which has the name of the workflow and this node unless given. Another name starts afresh.',
			show: inOrder,
		},
		strategy: {
			...settingFields.consumerStrategyName,
			description: 'Who has which event where several listen to the group; for a group that is made here',
			show: inGroup,
		},
		concurrency: {
			displayName: 'Executions at Once',
			type: 'number',
			default: 10,
			typeOptions: { minValue: 1, maxValue: 500 },
			description: 'How many executions run side by side; the event store hands out no more events than they have room for. With 1 events come one after the other.',
			show: inGroup,
		},
		jsonAsText: outputFields.jsonAsText,
		messageTimeout: {
			displayName: 'Message Timeout',
			type: 'number',
			default: 3_600,
			typeOptions: { minValue: 1, maxValue: 2_000_000 },
			description: 'Seconds after which the event store gives an event out again that nobody has acknowledged; longer than the longest execution. For a group that is made here.',
			show: inGroup,
		},
		resolveLinks: {
			...outputFields.resolveLinks,
			description: `${outputFields.resolveLinks.description}. Of all streams links are left as they are, because the event itself comes too. A group that exists keeps its setting.`,
			show: { '/source': ['stream'] },
		},
		retries: {
			displayName: 'Retries',
			type: 'number',
			default: 3,
			typeOptions: { minValue: 0, maxValue: 1_000 },
			description: 'How often an event is tried again whose execution failed; then the group parks it with the error as reason',
		},
		retryPause: {
			displayName: 'Retry Pause',
			type: 'number',
			default: 1,
			typeOptions: { minValue: 0, maxValue: 3_600 },
			description: 'Seconds before the first retry; each time twice as many, up to a minute or this if it is more',
		},
		systemEvents: {
			displayName: 'System Events',
			type: 'boolean',
			default: false,
			description: 'Whether events of the database itself come too, whose types begin with $: metadata of streams, deletions. Of all streams the filter decides.',
			show: { '/source': ['category', 'stream'] },
		},
		stopWait: {
			displayName: 'Wait for Executions',
			type: 'number',
			default: 20,
			typeOptions: { minValue: 0, maxValue: 600 },
			description:
				"Seconds that deactivating, publishing and stopping n8n wait for executions that are under way, so that their events are acknowledged; keep it below n8n's own time to shut down (30 seconds unless set)",
		},
	}),
} as const;
