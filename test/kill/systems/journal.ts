import { StreamNotFoundError } from '@eventstore/db-client';

import type { Systems } from '../../../acceptance/support/systems.ts';
import { type Entry, isEntryType } from '../../../nodes/Process/journal/entry.ts';
import { after, type RunState } from '../../../nodes/Process/journal/state.ts';
import { stateOf } from '../../../nodes/Process/run-item.ts';

type Events = Pick<Systems, 'events'>;

/** A run by its journal, read as the node reads it. */
export interface Run {
	/** As *Run: Get* has it; `none` without a journal. */
	state: string;
	/** The last entry, with the step that it is of. */
	last: string;
	/** When whoever has the run must have said something. */
	leaseEnd: Date | undefined;
}

interface Recorded {
	type: string;
	data: unknown;
	revision: bigint;
	created: Date;
	metadata: unknown;
}

/** The events of a stream; none when there is no such stream. */
export async function eventsOf({ events }: Events, stream: string): Promise<Recorded[]> {
	const found: Recorded[] = [];
	try {
		for await (const { event } of events.readStream(stream)) if (event) found.push(event);
	} catch (error) {
		if (!(error instanceof StreamNotFoundError)) throw error;
	}
	return found;
}

/** @param stream undefined for a process that keeps no journal */
export async function readRun(systems: Events, stream: string | undefined): Promise<Run> {
	let state: RunState | undefined;
	let last = 'nothing';
	for (const { type, data, revision, created, metadata } of stream === undefined ? [] : await eventsOf(systems, stream)) {
		if (!isEntryType(type)) continue;
		const { executionId = '' } = (metadata ?? {}) as { executionId?: string };
		state = after(state, { type, data, revision, created, executionId } as unknown as Entry);
		const { place } = data as { place?: string };
		const node = place === undefined ? undefined : (state.steps.get(place) ?? state.waits.get(place))?.node;
		if (type !== 'LeaseRenewed') last = node === undefined ? type : `${type} of "${node}"`;
	}
	return { state: state === undefined ? 'none' : stateOf(state), last, leaseEnd: state?.leaseEnd };
}

/** The journals that are noted as of runs that have not ended. */
export async function openRuns(systems: Events): Promise<Set<string>> {
	const open = new Set<string>();
	for (const { type, data } of await eventsOf(systems, 'processes-open')) {
		const { stream } = data as { stream: string };
		if (type === 'RunClosed') open.delete(stream);
		else open.add(stream);
	}
	return open;
}
