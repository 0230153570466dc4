import type { Log } from './log.ts';

/** Milliseconds between two looks. */
const PERIOD = 1_000;

/** Milliseconds by which a look may be late before it is told. */
const PATIENCE = 2_000;

/**
 * Notes when nothing was answered for a while: the process had no processor, or waited for the disk.
 *
 * @param now milliseconds of a clock that only rises
 */
export function tellStalls(log: Log, now = () => performance.now()): NodeJS.Timeout {
	let last = now();
	const look = () => {
		const late = now() - last - PERIOD;
		if (late > PATIENCE) log('stalled', { milliseconds: Math.round(late) });
		last = now();
	};
	return setInterval(look, PERIOD).unref();
}
