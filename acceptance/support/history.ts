import { BACKWARDS, END, StreamNotFoundError, type RecordedEvent } from '@eventstore/db-client';

import type { Systems } from './systems.ts';
import { known, type CimWorld } from './world.ts';

/** What the metadata of every event of a process says (`$causationId` only where another event was the cause). */
export interface Provenance {
	$correlationId?: string;
	process?: string;
	executionId?: string;
	actor?: string;
	/** CID of the schema that the data satisfies. */
	type?: string;
}

/** A recorded fact. */
export interface Fact {
	stream: string;
	revision: number;
	type: string;
	data: Record<string, unknown>;
	metadata: Provenance;
}

/** How many of the newest events of the whole store are looked through. */
const NEWEST = 500;

type Events = Pick<Systems, 'events'>;

/** The facts of a stream, oldest first; none when there is no such stream. */
export async function history({ events }: Events, stream: string): Promise<Fact[]> {
	const facts: Fact[] = [];
	try {
		for await (const { event } of events.readStream(stream)) if (event) facts.push(toFact(event));
	} catch (error) {
		if (!(error instanceof StreamNotFoundError)) throw error;
	}
	return facts;
}

/** The types of the entries in the journal of the scenario's run, oldest first. */
export async function journal({ systems, run }: CimWorld): Promise<string[]> {
	return (await history(systems, known(run, 'a run'))).map(({ type }) => type);
}

/** The execution that has begun the scenario's run. */
export async function firstExecutionOf({ systems, run }: CimWorld): Promise<string> {
	const [start] = await history(systems, known(run, 'a run'));
	return known(start?.metadata.executionId, 'an execution of the run');
}

/** Facts among the newest ones of the whole store, oldest first. */
export async function recent({ events }: Events, isWanted: (fact: Fact) => boolean): Promise<Fact[]> {
	const facts: Fact[] = [];
	for await (const { event } of events.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: NEWEST })) {
		if (!event?.isJson || event.type.startsWith('$')) continue;
		const fact = toFact(event);
		if (isWanted(fact)) facts.unshift(fact);
	}
	return facts;
}

function toFact({ streamId, revision, type, data, metadata }: RecordedEvent): Fact {
	return { stream: streamId, revision: Number(revision), type, data: data as Fact['data'], metadata: (metadata ?? {}) as Provenance };
}
