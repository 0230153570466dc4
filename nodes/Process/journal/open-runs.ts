import { FORWARDS, START } from '@eventstore/db-client';
import { v5 } from 'uuid';

import { appendEvents } from '../../EventStore/append-events.ts';
import type { NewEvent } from '../../EventStore/new-event.ts';
import { readMetadata, writeMetadata } from '../../EventStore/stream-metadata.ts';
import type { EventStore } from '../../EventStore/transport.ts';
import { orNone } from '../../shared/or-none.ts';
import type { Journal } from './journal.ts';

/**
 * Which runs have begun and not ended, in a stream of its own: whoever looks for unfinished runs reads no further back than the oldest
 * of them, however many have finished since the machine was built.
 */
const OPEN_RUNS = 'processes-open';

const NAMESPACE = 'b6a9b2f3-2c6b-4f0c-8c1a-0e6f6a1c7a55';

/** About every so many entries whoever closes a run lets the database forget what no reader needs any more. */
const TIDY_EVERY = 100n;

interface OpenRun {
	stream: string;
	/** Place of the last entry that says so. */
	revision: bigint;
	since: Date;
}

/**
 * Notes that a run is about to begin, or to go on though it has ended. It is noted before its journal has an entry: a run that began
 * unseen would never be found. The note is the execution's own, as its run may be another one than that of the note before it: the
 * journal may have been deleted since.
 */
export async function noteOpened(eventStore: EventStore, { stream, executionId, last }: Pick<Journal, 'stream' | 'executionId' | 'last'>): Promise<void> {
	await note(eventStore, 'RunOpened', { stream, since: new Date() }, `${executionId} behind ${last ?? 'nothing'}`);
}

/** Notes that a run has ended. */
export async function noteClosed(eventStore: EventStore, stream: string, round: string): Promise<void> {
	const revision = await note(eventStore, 'RunClosed', { stream }, round);
	// Two in a row, since runs that follow one another are closed at even revisions, or at odd ones.
	if (BigInt(revision) % TIDY_EVERY < 2n) await tidy(eventStore);
}

/** @returns where the note stands */
async function note(eventStore: EventStore, type: string, { stream, since }: { stream: string; since?: Date }, round: string): Promise<number | string> {
	const event: NewEvent = {
		id: v5(JSON.stringify([type, stream, round]), NAMESPACE),
		type,
		isJson: true,
		data: Buffer.from(JSON.stringify({ stream, since })),
		metadata: Buffer.from(JSON.stringify({ $correlationId: stream })),
	};
	const [{ revision } = { revision: 0 }] = await appendEvents(eventStore, { stream: OPEN_RUNS, events: [event], expected: 'any', promised: false });
	return revision;
}

/** The runs that have not ended, the oldest first. */
export async function openRuns(eventStore: EventStore): Promise<OpenRun[]> {
	return (await readOpenRuns(eventStore)).open;
}

async function readOpenRuns(eventStore: EventStore): Promise<{ open: OpenRun[]; last: bigint | undefined }> {
	const open = new Map<string, OpenRun>();
	let last: bigint | undefined;
	const look = async () => {
		for await (const { event } of eventStore.readStream(OPEN_RUNS, { direction: FORWARDS, fromRevision: START })) {
			if (event === undefined) continue;
			last = event.revision;
			const { stream, since } = event.data as { stream: string; since?: string };
			if (event.type === 'RunClosed') open.delete(stream);
			// A note that was made again says when the first was made.
			else open.set(stream, { stream, revision: event.revision, since: open.get(stream)?.since ?? (since === undefined ? event.created : new Date(since)) });
		}
	};
	await orNone(look(), 'stream-not-found');
	return { open: [...open.values()], last };
}

/**
 * Lets the database forget what no reader needs any more. A run that stays open for long is noted again at the end, so that it does not
 * keep all that came after it: once for its last note, whoever else is at it, and anew when somebody else has noted it again already. One that is closed in that moment is noted as open behind its end; whoever lists it finds out.
 */
async function tidy(eventStore: EventStore): Promise<void> {
	const { open, last } = await readOpenRuns(eventStore);
	if (last === undefined) return;
	for (const { revision, ...run } of open) await note(eventStore, 'RunOpened', run, `again at ${revision}`);
	const read = await readMetadata(eventStore, OPEN_RUNS);
	// Whoever else is at it writes the same; only one of them can.
	await orNone(writeMetadata(eventStore, OPEN_RUNS, { ...read.metadata, $tb: Number(last + 1n) }, read), 'wrong-expected-revision');
}
