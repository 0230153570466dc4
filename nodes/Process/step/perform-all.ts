import pLimit from 'p-limit';

import type { Journal } from '../journal/journal.ts';
import { StepFailed } from './failure.ts';
import { perform, type Performed, type Performer, type StepWork } from './perform.ts';

/** What became of steps that were done side by side. */
export interface PerformedAll {
	/** In the order of the steps; only whole when none failed. */
	done: Performed[];
	/** The first one, in their order, that failed. */
	failed: { work: StepWork; failure: StepFailed } | undefined;
}

/**
 * Does steps side by side. When one fails those under way are awaited, so that the journal says of each what became of it.
 *
 * @throws whatever is no failure of a step
 */
export async function performAll(journal: Journal, performer: Performer, works: readonly StepWork[], concurrency: number): Promise<PerformedAll> {
	const limit = pLimit(Math.max(1, concurrency));
	let stopped = false;
	const settled = await Promise.allSettled(
		works.map((work) =>
			limit(async () => {
				if (stopped) return undefined;
				try {
					return await perform(journal, performer, work);
				} catch (thrown) {
					stopped = true;
					throw thrown;
				}
			}),
		),
	);
	const done: Performed[] = [];
	let failed: PerformedAll['failed'];
	settled.forEach((result, at) => {
		if (result.status === 'fulfilled') {
			if (result.value !== undefined) done.push(result.value);
			return;
		}
		if (!(result.reason instanceof StepFailed)) throw result.reason;
		failed ??= { work: works[at]!, failure: result.reason };
	});
	return { done, failed };
}
