/** The streams that the vendor's server keeps of projections. */

/** Which projections there are; a projection's number is the revision of the event that registered it. */
export const registrationStream = '$projections-$all';

/** What a projection is: its text and its settings, an event for each change. */
export const definitionStream = (name: string) => `$projections-${name}`;

export const checkpointStream = (name: string) => `$projections-${name}-checkpoint`;

export const resultStream = (name: string) => `$projections-${name}-result`;

/** The partitions that a projection has seen, an event each. */
export const partitionsStream = (name: string) => `$projections-${name}-partitions`;

export const partitionCheckpointStream = (name: string, partition: string) => `$projections-${name}-${partition}-checkpoint`;

/** Pattern of the streams of a partition's results; `{0}` stands for the partition. */
export const partitionResultPattern = (name: string) => `$projections-${name}-{0}-result`;

/** The streams that a projection emitted to, where they are to be tracked, an event each. */
export const emittedStreamsStream = (name: string) => `$projections-${name}-emittedstreams`;

export const emittedStreamsCheckpointStream = (name: string) => `$projections-${name}-emittedstreams-checkpoint`;

/** Types of the events in them. */
export const projectionEvent = {
	initialized: '$ProjectionsInitialized',
	created: '$ProjectionCreated',
	deleted: '$ProjectionDeleted',
	updated: '$ProjectionUpdated',
	checkpoint: '$ProjectionCheckpoint',
	partitionCheckpoint: '$Checkpoint',
	partition: '$partition',
	tracked: '$StreamTracked',
	result: 'Result',
	resultRemoved: 'ResultRemoved',
} as const;
