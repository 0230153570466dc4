import type { Run } from './run.ts';

/** A small story about the server, under the name that the recordings have it by. */
export interface Scenario {
	name: string;
	/** It must have the server for itself: what others write at the time would change its answers. */
	alone: boolean;
	steps: (run: Run) => Promise<void>;
}

/** A scenario that may run beside others. */
export function scenario(name: string, steps: (run: Run) => Promise<void>): Scenario {
	return { name, alone: false, steps };
}

/** A scenario that must have the server for itself. */
export function aloneScenario(name: string, steps: (run: Run) => Promise<void>): Scenario {
	return { name, alone: true, steps };
}
