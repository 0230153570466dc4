import { randomUUID } from 'node:crypto';

import type { EventStore, EventStoreContext } from '../../../EventStore/transport.ts';
import { field } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { begunRuns } from '../../journal/begun-runs.ts';
import { Journal } from '../../journal/journal.ts';
import { noteClosed, openRuns } from '../../journal/open-runs.ts';
import { isEnded } from '../../journal/state.ts';
import { runItem, stateOf } from '../../run-item.ts';

/** A journal, and since when it is known. */
interface Found {
	stream: string;
	since: Date;
}

export const list = defineOperation<EventStoreContext>()({
	name: 'Get Many',
	action: 'Get many runs of processes',
	description: 'Runs that have not ended, or every one, the youngest first',
	fields: {
		scope: field({
			displayName: 'Which',
			type: 'options',
			options: [
				{ name: 'All', value: 'all', description: 'Also those that have ended; needs the projection $by_event_type to run' },
				{ name: 'Not Ended', value: 'open', description: 'Under way, waiting, abandoned, or left to a person; costs the same however many have finished' },
			],
			default: 'open',
		}),
		process: field({ displayName: 'Process', type: 'string', default: '', placeholder: 'publish-document', description: 'Only runs of this process; of all unless given' }),
		states: field({
			displayName: 'States',
			type: 'multiOptions',
			options: [
				{ name: 'Abandoned', value: 'abandoned', description: 'The execution has ended in the middle' },
				{ name: 'Due', value: 'due', description: 'Has waited, and need not any longer' },
				{ name: 'Finished', value: 'finished' },
				{ name: 'Left to a Person', value: 'left' },
				{ name: 'Running', value: 'running' },
				{ name: 'Undoing', value: 'undoing' },
				{ name: 'Undone', value: 'undone' },
				{ name: 'Waiting', value: 'waiting', description: 'For an answer or a time' },
			],
			default: [],
			description: 'Only runs in one of these states; in any unless given',
		}),
	},
	list: true,
	async *run({ fields: { scope, process, states }, execution, eventStore }) {
		const prefix = process === '' ? 'process-' : `process-${process}.`;
		const wanted: readonly string[] = states;
		for await (const { stream, since } of scope === 'open' ? unfinished(eventStore) : begunRuns(eventStore)) {
			if (!stream.startsWith(prefix)) continue;
			const journal = await Journal.read(eventStore, stream, execution.getExecutionId());
			if (scope === 'open' && isOver(journal, since)) {
				await noteClosed(eventStore, stream, randomUUID());
				continue;
			}
			if (journal.isEmpty || (wanted.length > 0 && !wanted.includes(stateOf(journal.state)))) continue;
			yield runItem(stream, journal.state);
		}
	},
});

/** Milliseconds after which a run that was to begin has not: its execution was killed between the note and the first entry. */
const NEVER_BEGUN = 600_000;

/** Whether a run that is noted as open is none: its execution was killed between the last entry and the note. */
function isOver(journal: Journal, since: Date): boolean {
	return journal.isEmpty ? since.getTime() + NEVER_BEGUN < Date.now() : isEnded(journal.state);
}

async function* unfinished(eventStore: EventStore): AsyncGenerator<Found> {
	yield* (await openRuns(eventStore)).toReversed();
}
