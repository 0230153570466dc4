import { FORWARDS, START } from '@eventstore/db-client';
import { v5 } from 'uuid';

import { appendEvents } from '../../EventStore/append-events.ts';
import type { NewEvent } from '../../EventStore/new-event.ts';
import { readMetadata, writeMetadata } from '../../EventStore/stream-metadata.ts';
import type { EventStore } from '../../EventStore/transport.ts';
import { orNone } from '../../shared/or-none.ts';

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
 * Notes that a run is about to begin. It is noted before its journal has an entry: a run that began unseen would never be found.
 *
 * @param round tells a run that begins anew from the one before
 */
export async function noteOpened(eventStore: EventStore, stream: string, round: string): Promise<void> {
	await note(eventStore, 'RunOpened', stream, round);
}

/** Notes that a run has ended. */
export async function noteClosed(eventStore: EventStore, stream: string, round: string): Promise<void> {
	const revision = await note(eventStore, 'RunClosed', stream, round);
	// Two in a row, since runs that follow one another are closed at even revisions, or at odd ones.
	if (BigInt(revision) % TIDY_EVERY < 2n) await tidy(eventStore);
}

/** @returns where the note stands */
async function note(eventStore: EventStore, type: string, stream: string, round: string): Promise<number | string> {
	const event: NewEvent = {
		id: v5(JSON.stringify([type, stream, round]), NAMESPACE),
		type,
		isJson: true,
		data: Buffer.from(JSON.stringify({ stream })),
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
			const { stream } = event.data as { stream: string };
			if (event.type === 'RunClosed') open.delete(stream);
			else open.set(stream, { stream, revision: event.revision, since: open.get(stream)?.since ?? event.created });
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
	for (const { stream, revision } of open) await note(eventStore, 'RunOpened', stream, `again at ${revision}`);
	const read = await readMetadata(eventStore, OPEN_RUNS);
	// Whoever else is at it writes the same; only one of them can.
	await orNone(writeMetadata(eventStore, OPEN_RUNS, { ...read.metadata, $tb: Number(last + 1n) }, read), 'wrong-expected-revision');
}
