import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until something is so; says what it was that did not come about. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>, timeout = 20_000): Promise<void> {
	for (const deadline = Date.now() + timeout; !(await isSo()); await sleep(20)) {
		if (Date.now() > deadline) throw new Error(`Waited ${timeout / 1000} s for ${what}`);
	}
}
