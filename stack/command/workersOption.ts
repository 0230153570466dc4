import { InvalidArgumentError, Option } from 'commander';

/** Enough for any machine, and few enough that a slip of the hand is told. */
const most = 32;

/**
 * How many workers n8n is to have; 0 for one process.
 * @param more what else people must know of it
 */
export function workersOption(more: string): Option {
	return new Option('--workers <count>', `run n8n in its queue mode: a webhook process, and so many workers; ${more}`).argParser(workerCount);
}

/** @throws InvalidArgumentError when that is no count */
export function workerCount(text: string): number {
	if (!/^\d+$/.test(text) || Number(text) > most) throw new InvalidArgumentError(`It must be a whole number up to ${most}.`);
	return Number(text);
}
