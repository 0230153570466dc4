import { setTimeout as sleep } from 'node:timers/promises';

import { SystemError } from './errors.ts';

export interface WaitOptions {
	/** What is waited for, for the error message: "pool a to become active". */
	what: string;
	/** Milliseconds until it is an error; five minutes unless given. */
	timeout?: number;
	/** Milliseconds before the second look; later a fifth of what has passed, up to ten seconds. */
	interval?: number;
}

/**
 * Looks again and again until something is so.
 *
 * @throws SystemError when it is not so in time; whatever `look` throws
 */
export async function waitUntil<T>(
	look: () => Promise<T>,
	isSo: (state: T) => boolean,
	{ what, timeout = 300_000, interval = 250 }: WaitOptions,
	signal?: AbortSignal,
): Promise<T> {
	const begin = Date.now();
	for (;;) {
		const state = await look();
		if (isSo(state)) return state;
		// Few looks at what takes long, and none that comes much later than it could.
		const pause = Math.min(Math.max(interval, (Date.now() - begin) / 5), 10_000);
		if (Date.now() + pause > begin + timeout) {
			throw new SystemError({
				message: `Waited ${Math.round(timeout / 1000)} s for ${what}`,
				description: 'It may still come about; look at the system itself before running this again.',
			});
		}
		await sleep(pause, undefined, { signal });
	}
}
