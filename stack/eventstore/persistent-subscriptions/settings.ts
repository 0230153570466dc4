/** Names by which clients ask for a strategy. */
export const strategyNames = ['DispatchToSingle', 'RoundRobin', 'Pinned', 'PinnedByCorrelation'] as const;
export type StrategyName = (typeof strategyNames)[number];

/** Where a group begins: at either end, or at a revision of its stream or a position in the log (included). */
export type StartFrom = 'start' | 'end' | number;

/** What of $all a group gets: events whose stream or type fits an expression or one of some prefixes. */
export interface FilterSettings {
	on: 'stream' | 'type';
	/** .NET's dialect; empty when prefixes decide. */
	regex: string;
	prefixes: string[];
}

/** What a client sets of a group. Counts and times are taken as they come, zero and negative ones too. */
export interface GroupSettings {
	startFrom: StartFrom;
	resolveLinks: boolean;
	extraStatistics: boolean;
	/** Milliseconds after which an event that is not acknowledged comes again. */
	messageTimeout: number;
	/** An event that would come again more often than this is parked. */
	maxRetryCount: number;
	/** Milliseconds between checkpoints; undefined: the time alone never makes one. */
	checkpointAfter: number | undefined;
	/** Events that a checkpoint after some time needs at least. */
	minCheckpointCount: number;
	/** Events that make a checkpoint at once. */
	maxCheckpointCount: number;
	/** Consumers at a time; 0 for any number. */
	maxSubscriberCount: number;
	/** How many of the newest live events count as buffered. */
	liveBufferSize: number;
	/** Events that are read from the log at once. */
	readBatchSize: number;
	/** Events that wait in memory for a consumer at most. */
	historyBufferSize: number;
	strategy: StrategyName;
	/** Only of $all. */
	filter: FilterSettings | undefined;
}

/**
 * What is wrong with the settings, in the vendor's words; undefined when they can be used. The vendor's server minds
 * nothing else.
 */
export function settingsFault({ readBatchSize, historyBufferSize }: GroupSettings): string | undefined {
	if (readBatchSize < historyBufferSize) return undefined;
	return 'Specified argument was out of the range of valid values. '
		+ '(Parameter \'ReadBatchSize may not be greater than or equal to BufferSize\')';
}

/** @returns undefined when there is no strategy of the name */
export function strategyName(text: string): StrategyName | undefined {
	return strategyNames.find((name) => name === text);
}
