import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

// What is garbage and not collected yet depends on how busy the machine is; only what is held says something.
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Milliseconds between two looks, at least. */
const PAUSE = 1_000;
/**
 * A look collects all that the process has, which takes a second where hundreds of modules are loaded; this many times
 * as long is left for the work.
 */
const SHARE = 10;

/** Bytes that JavaScript holds, those of its buffers with them. */
function held(): number {
	collect();
	// Buffers are freed by another thread, for which only the next collection waits.
	collect();
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}

/** The most bytes that a piece of work holds while it runs, beyond what was held before. */
export async function growth<T>(work: () => Promise<T>): Promise<{ result: T; bytes: number }> {
	const before = held();
	let most = before;
	const ended = new AbortController();
	const watch = (async () => {
		let pause = PAUSE;
		while (!ended.signal.aborted) {
			await sleep(pause);
			const start = performance.now();
			most = Math.max(most, held());
			pause = Math.max(PAUSE, SHARE * (performance.now() - start));
		}
	})();
	try {
		return { result: await work(), bytes: most - before };
	} finally {
		ended.abort();
		await watch;
	}
}
