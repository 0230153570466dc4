const LONGEST = 60_000;

/**
 * Milliseconds before something is tried again: twice as many each time, up to a minute.
 *
 * @param tries how often it failed, from 1
 * @param first milliseconds after the first failure
 */
export function backOff(tries: number, first: number): number {
	return Math.min(first * 2 ** Math.min(tries - 1, 30), Math.max(LONGEST, first));
}

/** The same, spread so that many that failed together do not come again together. */
export function spreadBackOff(tries: number, first: number): number {
	return backOff(tries, first) * (0.5 + Math.random() / 2);
}
