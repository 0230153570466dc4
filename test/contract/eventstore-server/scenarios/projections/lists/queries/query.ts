import type { Run } from '../../../../replay/run.ts';

/** A projection, the events that it finds, and what is to be told of it. */
export interface Query {
	text: (run: Run) => string;
	/** Types of the events in the run's stream; their data is `{ n }`, counted from 0. */
	types?: string[];
	emitEnabled?: boolean;
	/** When the state, or that of the partition, is the last one; without it nothing tells. */
	good?: (state: unknown) => boolean;
	/** How long that is waited for, where it never comes; milliseconds. */
	patience?: number;
	/** The status that it comes to; its state is not told then. */
	ends?: RegExp;
	partition?: (run: Run) => string;
	/** Other partitions whose states are told. */
	also?: string[];
	/** Streams that are told, by kind. */
	streams?: string[][];
	/** Whether they are told in full. */
	whole?: boolean;
}

/** Long enough for what never comes on a server that is fast. */
export const never = 700;

/** Whether a state has this value below a key. */
export const has = (key: string, value: unknown) => (state: unknown) => (state as Record<string, unknown> | null)?.[key] === value;

/** Whether a list in a state is that long. */
export const listed = (key: string, length: number) => (state: unknown) => {
	return ((state as Record<string, unknown[] | undefined> | null)?.[key]?.length ?? 0) >= length;
};

/** A projection of the run's stream. */
export const from = (chain: string) => (run: Run) => `fromStream('${run.name()}')${chain}`;
