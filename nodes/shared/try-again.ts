import { setTimeout as sleep } from 'node:timers/promises';

export interface Patience {
	/** Whether the same may succeed later. */
	isPassing: (thrown: unknown) => boolean;
	/** Milliseconds before the next time, after so many tries (from 1); `undefined` gives up. */
	pause: (tries: number) => number | undefined;
	signal?: AbortSignal;
}

/**
 * Does again what fails for a passing reason.
 *
 * @param work may be done more than once
 * @throws what the work throws, when it is for another reason or patience has run out
 */
export async function tryAgain<T>(work: () => Promise<T>, { isPassing, pause, signal }: Patience): Promise<T> {
	for (let tries = 1; ; tries++) {
		let wait: number | undefined;
		try {
			return await work();
		} catch (thrown) {
			wait = signal?.aborted || !isPassing(thrown) ? undefined : pause(tries);
			if (wait === undefined) throw thrown;
		}
		await sleep(wait, undefined, { signal });
	}
}
