import { setTimeout as delay } from 'node:timers/promises';

/** How long a run waits; milliseconds. */
export interface Patience {
	/** For the answer to a call. */
	call: number;
	/** For something to become true. */
	condition: number;
	/** For a whole scenario. */
	scenario: number;
	/** What a pause in which nothing must happen is multiplied by: the server is so much faster than it was meant for. */
	pace: number;
}

/** For a server on this machine that answers at once, beside others on two cores. */
export const quick: Patience = { call: 9_000, condition: 12_000, scenario: 40_000, pace: 0.25 };

/** For any other: what the recordings were made with. */
export const patient: Patience = { call: 9_000, condition: 12_000, scenario: 30_000, pace: 1 };

const late = Symbol('late');

/** @returns what the promise gives, or undefined for `late` when it takes longer than so many milliseconds */
export async function within<T>(ms: number, promise: Promise<T>): Promise<{ late: false; value: T } | { late: true }> {
	const timer = new AbortController();
	try {
		const value = await Promise.race([promise, delay(ms, late, { signal: timer.signal })]);
		return value === late ? { late: true } : { late: false, value };
	} finally {
		timer.abort();
	}
}

/** Waits until something holds. @returns whether it came to hold in time */
export async function eventually(ms: number, holds: () => unknown): Promise<boolean> {
	const end = Date.now() + ms;
	for (;;) {
		if (await holds()) return true;
		if (Date.now() >= end) return false;
		await delay(15);
	}
}
