import { field } from '../../shared/field.ts';

const number = { type: 'number', default: 0, typeOptions: { minValue: 0 } } as const;

/** Every setting of a group, under the names that the vendor's client has for them. */
export const settingFields = {
	checkPointAfter: field({ ...number, default: 2_000, displayName: 'Checkpoint After (Ms)', description: 'Milliseconds after which progress is written down' }),
	checkPointLowerBound: field({ ...number, default: 10, displayName: 'Checkpoint Lower Bound', description: 'How many events must be acknowledged before progress is written down' }),
	checkPointUpperBound: field({ ...number, default: 1_000, displayName: 'Checkpoint Upper Bound', description: 'After how many acknowledged events progress is written down at once' }),
	consumerStrategyName: field({
		displayName: 'Consumer Strategy',
		type: 'options',
		options: [
			{ name: 'Dispatch to Single', value: 'DispatchToSingle', description: 'One consumer gets everything until its buffer is full' },
			{ name: 'Pinned', value: 'Pinned', description: 'Events of one source stream go to one consumer' },
			{ name: 'Pinned by Correlation', value: 'PinnedByCorrelation', description: 'Events of one $correlationId go to one consumer; only for a new group, which then cannot be changed' },
			{ name: 'Round Robin', value: 'RoundRobin', description: 'Consumers take turns' },
		],
		default: 'RoundRobin',
		description: 'How events are shared among consumers',
	}),
	extraStatistics: field({ displayName: 'Extra Statistics', type: 'boolean', default: false, description: 'Whether latencies are measured for each consumer' }),
	historyBufferSize: field({ ...number, default: 500, displayName: 'History Buffer Size', description: 'How many past events the server holds ready; more than Read Batch Size' }),
	liveBufferSize: field({ ...number, default: 500, displayName: 'Live Buffer Size', description: 'How many new events the server holds ready' }),
	maxRetryCount: field({ ...number, default: 10, displayName: 'Max Retries', description: 'How often an event is delivered again before it is parked' }),
	maxSubscriberCount: field({ ...number, displayName: 'Max Subscribers', description: 'How many consumers there may be; 0 for any number' }),
	messageTimeout: field({
		...number,
		default: 30_000,
		typeOptions: { minValue: 1 },
		displayName: 'Message Timeout (Ms)',
		description: 'Milliseconds after which an event that is not acknowledged is delivered again',
	}),
	readBatchSize: field({ ...number, default: 20, typeOptions: { minValue: 1 }, displayName: 'Read Batch Size', description: 'How many past events the server reads at once' }),
	resolveLinkTos: field({ displayName: 'Resolve Links', type: 'boolean', default: false, description: 'Whether to deliver the event that a link of a projection ($ce-…, $et-…) points to' }),
	startFrom: field({
		displayName: 'Start From',
		type: 'string',
		default: 'end',
		placeholder: 'start, end, 4711',
		description: 'The first event for the group: start, end (what comes after it is made), a revision, or for all streams a position such as 4711/4711. The event there is delivered too.',
		raw: true,
	}),
} as const;
