import type { Mode } from './areas.ts';

/** Why a scenario is answered otherwise than the real server did. */
export interface KnownDifference {
	reason: string;
	/** In this mode only; in both unless given. */
	only?: Mode;
	/** Sometimes it is the same: the real server leaves it to chance, or timing does. */
	chance?: true;
}

/** What is known of an area, the scenarios by name. */
export interface KnownDifferences {
	/** Whether every recorded scenario is rewritten; one that is not fails the test then. */
	complete: boolean;
	scenarios: Record<string, KnownDifference>;
}
