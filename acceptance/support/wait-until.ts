import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Tries again until it works.
 *
 * @param what is waited for, for the error message
 * @param timeout milliseconds
 */
export async function waitUntil<T>(what: string, attempt: () => Promise<T>, timeout = 50_000): Promise<T> {
	const deadline = Date.now() + timeout;
	for (;;) {
		try {
			return await attempt();
		} catch (error) {
			if (Date.now() > deadline) throw new Error(`Waited ${timeout / 1000} s for ${what}`, { cause: error });
			await sleep(250);
		}
	}
}
