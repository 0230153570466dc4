// Runs in a process of its own, bundled: settings come on standard input, figures leave on standard output, progress on standard error.
import { randomUUID } from 'node:crypto';
import { json } from 'node:stream/consumers';

import pMap from 'p-map';

import { appendEvents } from '../../nodes/EventStore/append-events.ts';
import type { NewEvent } from '../../nodes/EventStore/new-event.ts';
import { eventStore, type EventStore } from '../../nodes/EventStore/transport.ts';
import type { Entries, EntryType } from '../../nodes/Process/journal/entry.ts';
import { noteClosed, noteOpened } from '../../nodes/Process/journal/open-runs.ts';
import { Process } from '../../nodes/Process/Process.node.ts';
import { runNode } from '../../test/support/node-runner.ts';
import { median } from '../eventstore/figures.ts';

export interface Settings {
	connectionString: string;
	rounds: number;
	/** So many runs have finished when it is measured, each more than the one before. */
	finished: readonly number[];
	/** So many runs are open all the time. */
	open: number;
}

/** How long it takes to find the open runs. */
export interface Figure {
	finished: number;
	milliseconds: number;
	/** Entries of the list of open runs that a reader comes across. */
	notes: number;
}

/** Calls of a round. */
const CALLS = 10;

/** Runs that are written at once; of many more each lets the past be let go at the same time as others. */
const WRITERS = 8;

/** Longer than it is measured, so that what is open stays under way. */
const LEASE = 86_400_000;

const entry = <T extends EntryType>(key: string, type: T, data: Entries[T]): NewEvent => ({
	id: randomUUID(),
	type,
	isJson: true,
	data: Buffer.from(JSON.stringify(data)),
	metadata: Buffer.from(JSON.stringify({ $correlationId: streamOf(key), executionId: key })),
});

const streamOf = (key: string) => `process-bench.${key}`;

/** Writes a run as Start and Finish of the node write it, its whole journal at once. */
async function writeRun(store: EventStore, key: string, hasFinished: boolean): Promise<void> {
	const stream = streamOf(key);
	const workflow = { workflowId: 'bench', name: 'Bench' };
	const events = [entry(key, 'ProcessStarted', { process: 'bench', key, workflow, executionId: key, input: { key }, afterCrash: 'resume', lease: LEASE })];
	if (hasFinished) events.push(entry(key, 'ProcessFinished', { output: { key }, answer: { status: 200, body: { key } } }));
	await noteOpened(store, { stream, executionId: key, last: undefined });
	await appendEvents(store, { stream, events, expected: 'no_stream', promised: false });
	if (hasFinished) await noteClosed(store, stream, 'first');
}

async function notesOf(store: EventStore): Promise<number> {
	let notes = 0;
	for await (const { event } of store.readStream('processes-open', {})) if (event !== undefined) notes++;
	return notes;
}

const { connectionString, rounds, finished, open } = (await json(process.stdin)) as Settings;
const credential = { connectionString, username: '', password: '', caCertificate: '' };
const store = eventStore(credential);

const getMany = async () => {
	const parameters = { resource: 'run', operation: 'getAll', scope: 'open', process: '', states: [], returnAll: true };
	const [runs = []] = await runNode(new Process(), { credentials: { eventStoreApi: credential }, parameters, items: [{ json: {} }], executionId: 'bench' });
	if (runs.length !== open) throw new Error(`${runs.length} runs are open, not ${open}`);
};

// The oldest of all: whoever looks for open runs must not read all that came after them.
for (let n = 0; n < open; n++) await writeRun(store, `open-${n}`, false);
const figures: Figure[] = [];
let written = 0;
for (const count of finished) {
	console.error(`processes, ${count} finished`);
	const keys = Array.from({ length: count - written }, (_, n) => `finished-${written + n}`);
	await pMap(keys, (key) => writeRun(store, key, true), { concurrency: WRITERS });
	written = count;
	const taken: number[] = [];
	// The first round does not count: connections open, code warms up.
	for (let call = -CALLS; call < rounds * CALLS; call++) {
		const begun = performance.now();
		await getMany();
		if (call >= 0) taken.push(performance.now() - begun);
	}
	figures.push({ finished: count, milliseconds: median(taken), notes: await notesOf(store) });
}
process.stdout.write(JSON.stringify(figures), () => process.exit());
