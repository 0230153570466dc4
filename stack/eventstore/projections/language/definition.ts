/** What a projection's text says of itself. */
export interface Definition {
	source: {
		all: boolean;
		streams: string[];
		categories: string[];
		/** `foreachStream`: a state for each stream. */
		byStream: boolean;
		/** `partitionBy`: a state for each partition that the projection names. */
		byPartition: boolean;
	};
	/** Types that have a handler; `all` when every event is to be handled. */
	events: 'all' | string[];
	handlesDeleted: boolean;
	/** Whether each change of the result is written to the result stream. */
	producesResults: boolean;
	/** A second state that all partitions share. */
	biState: boolean;
	resultStream?: string;
	/** `{0}` stands for the partition. */
	partitionResultStream?: string;
	includeLinks: boolean;
	/** `reorderEvents`, milliseconds: an event of several streams waits for one that is so much younger. */
	reorderingLag?: number;
}

/** Whether the projection keeps states of partitions beside its own. */
export function isPartitioned({ source }: Definition): boolean {
	return source.byStream || source.byPartition;
}
