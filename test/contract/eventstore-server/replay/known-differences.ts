import type { Mode } from './areas.ts';

/** Why a scenario is answered otherwise than the real server did. */
export interface KnownDifference {
	reason: string;
	/** In this mode only; in both unless given. */
	only?: Mode;
	/** Sometimes it is the same: the real server leaves it to chance, or timing does. */
	chance?: true;
}

/**
 * A place of which the real server's own recordings, without TLS and with it, tell different things that have nothing to do
 * with TLS: what either of them has there is right, and nothing else.
 */
export interface EitherPlace {
	/** The text of the step; of several the first. */
	step: string;
	/** Properties that lead there within the step: `result.status`. */
	path: string;
	/** What the place tells, for people. */
	what: string;
	/** The scenario whose two recordings differ at this place, where those of this one happened to agree. */
	shownBy?: string;
}

/** What of a scenario the real server leaves to chance. */
export interface LeftToChance {
	either?: readonly EitherPlace[];
	/**
	 * A system projection writes its links a little after the events, so that other events may lie between them in the log:
	 * links are ranked among links, other events among others. That each has the event that it should is still compared.
	 */
	linksAnywhere?: true;
}

/** What is known of an area, the scenarios by name. */
export interface KnownDifferences {
	/** Whether every recorded scenario is rewritten; one that is not fails the test then. */
	complete: boolean;
	scenarios: Record<string, KnownDifference>;
	leftToChance?: Record<string, LeftToChance>;
}
