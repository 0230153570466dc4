import { areas, modes, recordingOf } from './areas.ts';
import type { Area } from './areas.ts';
import { differences } from './differences.ts';
import type { Difference } from './differences.ts';
import { withEither } from './either.ts';
import type { Recordings } from './either.ts';
import type { KnownDifferences, LeftToChance } from './known-differences.ts';
import { linksApart } from './links-apart.ts';
import type { Recorded } from './play.ts';

/** Compares answers with recordings of an area, but for what the real server leaves to chance. */
export class Comparison {
	readonly #chance: Record<string, LeftToChance>;
	readonly #recordings: Recordings;

	/** @param recordings what the real server answered, without TLS and with it */
	constructor({ leftToChance = {} }: KnownDifferences, recordings: Recordings) {
		this.#chance = leftToChance;
		this.#recordings = recordings;
	}

	/** Everything in which an answer is not what was recorded, or could have been; all of it where nothing was. */
	differences(recorded: Recorded | undefined, answered: Recorded): Difference[] {
		if (recorded === undefined) return [...differences(recorded, { ...answered })];
		const { either = [], linksAnywhere } = this.#chance[recorded.name] ?? {};
		const expected = withEither(recorded, answered, either, this.#recordings);
		const [before, now] = linksAnywhere === true ? [linksApart(expected), linksApart(answered)] : [expected, answered];
		return [...differences({ ...before }, { ...now })];
	}
}

/** What is known of an area, and how its answers are compared. */
export async function comparisonOf(area: Area): Promise<{ known: KnownDifferences; comparison: Comparison }> {
	const { default: known } = (await import(`../known-differences/${area}.ts`)) as { default: KnownDifferences };
	return { known, comparison: new Comparison(known, modes.map((mode) => recordingOf(area, mode))) };
}

/** What is known of all areas, in their order. */
export async function knownEverywhere(): Promise<[Area, KnownDifferences][]> {
	return Promise.all(areas.map(async (area): Promise<[Area, KnownDifferences]> => [area, (await comparisonOf(area)).known]));
}
