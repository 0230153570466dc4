import type { EventStore } from '../../EventStore/transport.ts';
import { Journal } from './journal.ts';

/** Journals that are kept in memory at most; one that is not is read again. One that knows secrets is kept as long as its execution has the run. */
const KEPT = 1_000;

/** The journals that executions of this process write, so that a long one is not read again at every step. */
const kept = new Map<string, Promise<Journal>>();

/** Those of them that know secrets, by their names. */
const knowing = new Set<string>();

/** The journal of a run as an execution knows it; read when it does not. */
export async function journalOf(eventStore: EventStore, stream: string, executionId: string): Promise<Journal> {
	const name = keyOf(stream, executionId);
	const known = kept.get(name);
	kept.delete(name);
	const journal = known ?? Journal.read(eventStore, stream, executionId);
	kept.set(name, journal);
	const oldest = kept.size > KEPT ? [...kept.keys()].find((each) => !knowing.has(each)) : undefined;
	if (oldest !== undefined) kept.delete(oldest);
	// What could not be read is read again next time.
	journal.catch(() => kept.delete(name));
	return await journal;
}

/** Keeps a journal that an execution has just read and will write. */
export function keepJournal(journal: Journal): void {
	kept.set(keyOf(journal.stream, journal.executionId), Promise.resolve(journal));
}

/** Tells a journal of secrets that its run has met, so that they are not written into it. */
export function keepSecrets(journal: Journal, values: readonly string[]): void {
	if (values.length === 0) return;
	journal.secrets.add(values);
	knowing.add(keyOf(journal.stream, journal.executionId));
}

/** When an execution is done with a run. */
export function forgetJournal(stream: string, executionId: string): void {
	const name = keyOf(stream, executionId);
	kept.delete(name);
	knowing.delete(name);
}

function keyOf(stream: string, executionId: string): string {
	return JSON.stringify([stream, executionId]);
}
