import { setTimeout as sleep } from 'node:timers/promises';

import { noteClosed } from './journal/open-runs.ts';
import type { Answer, StepFailure } from './journal/entry.ts';
import type { Journal } from './journal/journal.ts';
import { forgetJournal } from './journal/open-journals.ts';
import { type StepState, toUndo } from './journal/state.ts';
import { callStep } from './step/call-step.ts';
import { StepFailed } from './step/failure.ts';
import { whileHolding } from './step/lease.ts';
import { takeOver } from './take-over.ts';
import { callName, type Performer, plain } from './step/perform.ts';

export interface UndoSettings {
	/** How often the undo of one step is tried. */
	tries: number;
	/** Milliseconds before the second try; twice as long before each further one. */
	backOff: number;
	/** Milliseconds of one try. */
	timeLimit: number;
}

/** Why a run is undone whose execution has ended in the middle, and what its caller is told. */
export const INTERRUPTED: { reason: StepFailure; answer: Answer } = {
	reason: { message: 'The execution ended in the middle' },
	answer: { status: 500, body: { error: 'The request was interrupted and has been undone' } },
};

/** Where nobody has said otherwise. */
export const UNDO_SETTINGS: UndoSettings = { tries: 3, backOff: 1_000, timeLimit: 300_000 };

/**
 * Undoes what a run has done, last first; goes on when something cannot be undone.
 *
 * @param why goes into the journal the first time
 * @returns the steps that could not be undone
 */
export async function undoRun(journal: Journal, performer: Performer, why: { reason: StepFailure; answer: Answer }, settings: UndoSettings): Promise<StepState[]> {
	const { eventStore } = performer;
	const { lease } = journal.state;
	if (journal.state.status !== 'undoing') await journal.append(eventStore, 'UndoStarted', { ...why, lease });
	for (const step of toUndo(journal.state)) await undoStep(journal, performer, step, settings);
	const left = [...journal.state.steps.values()].filter(({ state }) => state === 'notUndone');
	await journal.append(eventStore, 'ProcessUndone', { notUndone: left.map(({ place }) => place) });
	await noteClosed(eventStore, journal.stream, String(journal.state.revision));
	forgetJournal(journal.stream, journal.executionId);
	return left;
}

async function undoStep(journal: Journal, performer: Performer, step: StepState, settings: UndoSettings): Promise<void> {
	const { eventStore } = performer;
	const { lease } = journal.state;
	const { place } = step;
	const begin = performance.now();
	try {
		const known = await settled(journal, performer, step, settings);
		if (known === undefined) return;
		const { undo, run } = known;
		// A process that has failed has undone itself as far as it could: the rest is in its journal, and nothing else of it was done.
		if (undo !== undefined && step.state !== 'failed') await call(journal, performer, { ...known, step: undo, place: `${place}/undo`, input: { ...known.input, ...known.output } }, settings);
		else if (run !== undefined) await undoInner(run, performer, settings);
		// There is nothing to undo of a step that only looks.
		else return;
		await journal.append(eventStore, 'StepUndone', { place, milliseconds: Math.round(performance.now() - begin), lease });
	} catch (thrown) {
		if (!(thrown instanceof StepFailed)) throw thrown;
		await journal.append(eventStore, 'UndoFailed', { place, failure: plain(thrown), lease });
	}
}

/**
 * A step of which nobody knows whether it was done is done again: only what it gives says what there is to undo.
 *
 * @returns the step as done; `undefined` when it was not
 * @throws StepFailed when that cannot be found out
 */
async function settled(journal: Journal, performer: Performer, step: StepState, settings: UndoSettings): Promise<StepState | undefined> {
	if (!step.unknown) return step;
	if (step.secretInput) throw new StepFailed({ message: 'Nobody knows whether it was done, and it cannot be done again to find out: its input had secrets, which are not kept', code: 'secret-input' });
	const { eventStore } = performer;
	const { lease } = journal.state;
	const { place } = step;
	try {
		const { output, scope } = await call(journal, performer, step, settings);
		const undo = step.undo ?? scope.undo;
		const { run } = scope;
		await journal.append(eventStore, 'StepDone', { place, output, ...(undo && { undo }), ...(run !== undefined && { run }), milliseconds: 0, lease });
		return { ...step, output, undo, run };
	} catch (thrown) {
		if (!(thrown instanceof StepFailed) || thrown.passing || thrown.unknown) throw thrown;
		await journal.append(eventStore, 'StepFailed', { place, failure: plain(thrown), unknown: false, lease });
		return undefined;
	}
}

/** A process that was a step is undone by its own journal, whose steps know better than anybody what they did. */
async function undoInner(stream: string, performer: Performer, settings: UndoSettings): Promise<void> {
	const inner = await takeOver(performer, stream);
	if (inner.state.status === 'undone' && inner.state.notUndone.length === 0) return;
	const left = await undoRun(inner, performer, { reason: { message: 'The process that it was a step of is undone' }, answer: { status: 410, body: { error: 'Undone' } } }, settings);
	if (left.length > 0) throw new StepFailed({ message: `Of run "${stream}" could not be undone: ${left.map(({ node }) => node).join(', ')}`, code: 'not-undone' });
}

async function call(journal: Journal, { eventStore, execution, signal }: Performer, { step, place, input }: StepState, { tries, backOff, timeLimit }: UndoSettings) {
	for (let tried = 1; ; tried++) {
		try {
			return await whileHolding(journal, eventStore, (lost) => callStep(execution, { step, call: callName(journal, place), input, timeLimit, lost }));
		} catch (thrown) {
			if (!(thrown instanceof StepFailed) || !thrown.passing || tried >= tries || signal?.aborted) throw thrown;
			await sleep(backOff * 2 ** (tried - 1), undefined, { signal });
		}
	}
}
