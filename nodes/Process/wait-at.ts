import type { EventStore } from '../EventStore/transport.ts';
import type { Answer, Information, Place, WaitOutcome } from './journal/entry.ts';
import type { Journal } from './journal/journal.ts';
import { forgetJournal } from './journal/open-journals.ts';

/** A place at which a run is to wait. */
export interface Wait {
	place: Place;
	/** Name of the node. */
	node: string;
	/** Name of the answer; undefined for a time alone. */
	what: string | undefined;
	/** When it goes on without an answer, counted from the first time that it waited here; undefined for never. */
	until: Date | undefined;
	/** What whoever asks again is told meanwhile. */
	answer: Answer;
}

/** Whether the run goes on. */
export type Waited = { outcome: 'waits'; until: Date | undefined } | { outcome: WaitOutcome; given: Information | undefined };

/**
 * Notes that a run waits, unless it need not: the answer is there, the time has come, or it has gone on from here before. Who waits is
 * the journal and no execution, so that n8n may be stopped meanwhile; {@link isDue} says when somebody is to go on with it.
 *
 * @throws Overtaken when another execution has the run
 */
export async function waitAt(journal: Journal, eventStore: EventStore, wait: Wait): Promise<Waited> {
	const { place, node, what, answer } = wait;
	const known = journal.state.waits.get(place);
	if (known?.outcome !== undefined) return { outcome: known.outcome, given: givenFor(journal, what) };
	const until = known ? known.until : wait.until;
	let outcome = outcomeOf(journal, what, until);
	if (outcome === undefined || known === undefined) {
		await journal.append(eventStore, 'RunWaits', { place, node, ...(what !== undefined && { what }), ...(until && { until: until.toISOString() }), answer });
		// It may have been answered in that moment.
		outcome = outcomeOf(journal, what, until);
	}
	if (outcome === undefined) {
		forgetJournal(journal.stream, journal.executionId);
		return { outcome: 'waits', until };
	}
	await journal.append(eventStore, 'WaitEnded', { place, outcome, lease: journal.state.lease });
	return { outcome, given: givenFor(journal, what) };
}

function outcomeOf(journal: Journal, what: string | undefined, until: Date | undefined): WaitOutcome | undefined {
	if (givenFor(journal, what) !== undefined) return 'answered';
	if (until === undefined || until > new Date()) return undefined;
	return what === undefined ? 'time' : 'late';
}

function givenFor({ state }: Journal, what: string | undefined): Information | undefined {
	return what === undefined ? undefined : state.answers.get(what);
}
