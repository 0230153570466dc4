import type { Statistics } from './statistics.ts';

/** Which streams go with a projection that is deleted. */
export interface Removal {
	emittedStreams: boolean;
	checkpoints: boolean;
}

/** What can be done with a projection, be it of a user or of the system. */
export interface Managed {
	readonly name: string;
	enable: () => Promise<void>;
	/** @param checkpoint false aborts: what was handled since the last checkpoint is handled again */
	disable: (checkpoint: boolean) => Promise<void>;
	/** Replaces the text; the state stays. Undefined leaves whether it may emit. */
	update: (query: string, emitEnabled: boolean | undefined) => Promise<void>;
	/** Starts again from the beginning. */
	reset: () => Promise<void>;
	/** Ends it for good. It must not run. */
	remove: (removal: Removal) => Promise<void>;
	/** State of a partition as JSON; `''` is the projection's own. */
	state: (partition: string) => Promise<string>;
	result: (partition: string) => Promise<string>;
	statistics: () => Statistics;
}
