import { jsonEvent } from '@eventstore/db-client';

import { history, type Fact } from './history.ts';
import { known, type CimWorld } from './world.ts';

/** An entry of a journal. */
export type Entry = Pick<Fact, 'type' | 'data'>;

/** Entries with which a run ends. */
const ENDS = ['ProcessFinished', 'ProcessUndone', 'RunLeft'];

/**
 * Writes the journal of the scenario's run anew, up to its end, as if n8n had been killed before: whoever asks for it next goes
 * on with it.
 *
 * @param change gives an entry as it is to be, or nothing for one that is to be left out
 */
export async function interruptRun(world: CimWorld, change: (entry: Entry) => Entry | undefined = (entry) => entry): Promise<void> {
	const entries = (await rewritten(world, change)).filter(({ type }) => !ENDS.includes(type));
	// Its n8n has said nothing for longer than its lease.
	await append(world, [...entries, { type: 'LeaseRenewed', data: { lease: 0 } }]);
}

/** Writes the journal of a run that waits anew, as if it had begun to wait so long ago. */
export async function waitedFor(world: CimWorld, milliseconds: number): Promise<void> {
	const earlier = (time: unknown) => new Date(Date.parse(String(time)) - milliseconds).toISOString();
	await append(world, await rewritten(world, ({ type, data }) => ({ type, data: type === 'RunWaits' && data.until !== undefined ? { ...data, until: earlier(data.until) } : data })));
}

/** Adds an entry behind the last one of the scenario's run. */
export async function addToJournal(world: CimWorld, entry: Entry): Promise<void> {
	await append(world, [entry]);
}

async function rewritten(world: CimWorld, change: (entry: Entry) => Entry | undefined): Promise<Entry[]> {
	const stream = known(world.run, 'a run');
	const entries = (await history(world.systems, stream)).flatMap(({ type, data }) => change({ type, data }) ?? []);
	await world.systems.events.deleteStream(stream);
	return entries;
}

async function append({ systems, run }: CimWorld, entries: readonly Entry[]): Promise<void> {
	// One by one: together they may be more than the event store takes at once.
	for (const { type, data } of entries) await systems.events.appendToStream(known(run, 'a run'), [jsonEvent({ type, data: data as Record<string, never> })]);
}
