import type { AfterCrash, Answer, Entry, Information, Place, StepFailure, StepReference, WaitOutcome } from './entry.ts';

/**
 * What is known of one step of a run. `started` is a step of which nobody knows whether it was done; `failed` one that was not, unless
 * `unknown` says otherwise.
 */
export interface StepState {
	place: Place;
	/** Name of the node when it ran. */
	node: string;
	step: StepReference;
	state: 'started' | 'done' | 'failed' | 'undone' | 'notUndone';
	unknown: boolean;
	input: Information;
	output: Information | undefined;
	undo: StepReference | undefined;
	/** The journal of the step's own run, when it is a process. */
	run: string | undefined;
	again: boolean;
	secretInput: boolean;
	tries: number;
	failure: StepFailure | undefined;
	startedAt: Date;
	endedAt: Date | undefined;
	/** What the work took by itself. */
	milliseconds: number | undefined;
	/** Tells which of two steps was done first. */
	doneAt: bigint | undefined;
}

/** A place at which a run waits or has waited. */
export interface WaitState {
	place: Place;
	/** Name of the node when it ran. */
	node: string;
	/** Name of the answer; undefined where a time alone is waited for. */
	what: string | undefined;
	since: Date;
	until: Date | undefined;
	answer: Answer;
	/** Undefined as long as it waits. */
	outcome: WaitOutcome | undefined;
}

export type RunStatus = 'running' | 'waiting' | 'undoing' | 'finished' | 'undone' | 'left';

/** What a journal says of its run. */
export interface RunState {
	process: string;
	key: string;
	workflow: StepReference;
	input: Information;
	inputType: string | undefined;
	secretInput: boolean;
	afterCrash: AfterCrash;
	status: RunStatus;
	/** The execution that may write. */
	holder: string;
	/** Executions that held the run before. */
	overtaken: ReadonlySet<string>;
	/** Milliseconds that an execution has the run after its last word. */
	lease: number;
	/** When the holder must have said something at the latest. */
	leaseEnd: Date;
	steps: Map<Place, StepState>;
	waits: Map<Place, WaitState>;
	/** Answers by their names, whether the run has waited for them yet or not. */
	answers: Map<string, Information>;
	output: Information | undefined;
	answer: Answer | undefined;
	reason: StepFailure | undefined;
	notUndone: readonly Place[];
	/**
	 * Of the entry that it began with: another one when it begins anew after an undo. The same for whoever knows the run, which a time is
	 * not: an execution has its own clock for what it writes itself, and the database's for what it reads.
	 */
	begunAt: bigint;
	startedAt: Date;
	endedAt: Date | undefined;
	/** Of the last entry. */
	revision: bigint;
}

/**
 * What is so after one more entry. The steps of the state before are changed and belong to the new one: a run may have ten thousand of
 * them, and nobody looks at a state that is past.
 *
 * @throws Error when the entry cannot follow, which a journal of this node never has
 */
export function after(state: RunState | undefined, entry: Entry): RunState {
	if (entry.type === 'ProcessStarted') return started(state, entry);
	if (state === undefined) throw new Error(`The journal begins with ${entry.type}, and not with ProcessStarted`);
	const { data, revision, created } = entry;
	const next: RunState = { ...state, revision, ...('lease' in data && { leaseEnd: new Date(created.getTime() + data.lease) }) };
	switch (entry.type) {
		case 'RunTakenOver':
			return { ...next, holder: entry.data.executionId, overtaken: new Set([...state.overtaken, state.holder]), status: isPaused(state) ? 'running' : state.status };
		case 'LeaseRenewed':
			return next;
		case 'RunWaits': {
			const { place, node, what, until, answer } = entry.data;
			const since = state.waits.get(place)?.since ?? created;
			next.waits.set(place, { place, node, what, since, until: until === undefined ? undefined : new Date(until), answer, outcome: undefined });
			return { ...next, status: 'waiting', leaseEnd: created };
		}
		case 'WaitEnded': {
			const wait = state.waits.get(entry.data.place);
			if (wait === undefined) throw new Error(`The journal says that "${entry.data.place}" waits no longer, and not that it did`);
			next.waits.set(wait.place, { ...wait, outcome: entry.data.outcome });
			return { ...next, status: 'running' };
		}
		case 'AnswerGiven':
			if (!state.answers.has(entry.data.what)) next.answers.set(entry.data.what, entry.data.answer);
			return next;
		case 'StepStarted': {
			const { place, node, step, input, tries, undo, secretInput = false } = entry.data;
			const begun: StepState = { ...NOTHING, place, node, step, input, tries, undo, secretInput, state: 'started', startedAt: created };
			next.steps.set(place, begun);
			return next;
		}
		case 'StepDone': {
			const { place, output, undo, run, again = false, milliseconds } = entry.data;
			return changed(next, place, { state: 'done', unknown: false, output, undo, run, again, milliseconds, endedAt: created, doneAt: revision, failure: undefined });
		}
		case 'StepFailed':
			return changed(next, entry.data.place, { state: 'failed', unknown: entry.data.unknown, run: entry.data.run, failure: entry.data.failure, endedAt: created });
		case 'StepUndone':
			return changed(next, entry.data.place, { state: 'undone' });
		case 'UndoFailed':
			return changed(next, entry.data.place, { state: 'notUndone', failure: entry.data.failure });
		case 'UndoStarted':
			return { ...next, status: 'undoing', reason: entry.data.reason, answer: entry.data.answer };
		case 'ProcessFinished':
			return { ...next, status: 'finished', output: entry.data.output, answer: entry.data.answer, endedAt: created };
		case 'ProcessUndone':
			return { ...next, status: 'undone', notUndone: entry.data.notUndone, endedAt: created };
		case 'RunLeft':
			return { ...next, status: 'left', reason: { message: entry.data.reason } };
	}
}

const NOTHING = {
	unknown: true,
	output: undefined,
	run: undefined,
	again: false,
	failure: undefined,
	endedAt: undefined,
	milliseconds: undefined,
	doneAt: undefined,
} as const;

function started(before: RunState | undefined, { data, revision, created }: Entry & { type: 'ProcessStarted' }): RunState {
	const { process, key, workflow, executionId, input, inputType, secretInput = false, afterCrash, lease } = data;
	return {
		process,
		key,
		workflow,
		input,
		inputType,
		secretInput,
		afterCrash,
		status: 'running',
		holder: executionId,
		overtaken: new Set(before ? [...before.overtaken, before.holder] : []),
		lease,
		leaseEnd: new Date(created.getTime() + lease),
		steps: new Map(),
		waits: new Map(),
		answers: new Map(),
		output: undefined,
		answer: undefined,
		reason: undefined,
		notUndone: [],
		begunAt: revision,
		startedAt: created,
		endedAt: undefined,
		revision,
	};
}

function changed(state: RunState, place: Place, change: Partial<StepState>): RunState {
	const step = state.steps.get(place);
	if (step === undefined) throw new Error(`The journal says of "${place}" how it ended, and not that it began`);
	state.steps.set(place, { ...step, ...change });
	return state;
}

/**
 * Steps to be undone, the last one done first. Before them come those of which nobody knows whether they were done, and processes that
 * have failed and left something behind.
 */
export function toUndo({ steps }: RunState): StepState[] {
	const all = [...steps.values()];
	const open = all.filter(({ state, unknown, run }) => state === 'started' || (state === 'failed' && (unknown || run !== undefined)));
	const done = all.filter(({ state }) => state === 'done' || state === 'notUndone');
	return [...open.toReversed(), ...done.toSorted((a, b) => Number((b.doneAt ?? 0n) - (a.doneAt ?? 0n)))];
}

/** Where the run waits now; undefined when it does not. */
export function waitOf({ status, waits }: RunState): WaitState | undefined {
	return status === 'waiting' ? [...waits.values()].findLast(({ outcome }) => outcome === undefined) : undefined;
}

/** Whether a run that waits need not wait any longer. */
export function isDue(state: RunState, now = new Date()): boolean {
	const wait = waitOf(state);
	if (wait === undefined) return false;
	return (wait.what !== undefined && state.answers.has(wait.what)) || (wait.until !== undefined && wait.until <= now);
}

/** Whoever takes such a run over sets it going again. */
function isPaused({ status }: RunState): boolean {
	return status === 'left' || status === 'waiting';
}

/** Whether somebody may be at it now. */
export function isHeld({ status, leaseEnd }: RunState, now = new Date()): boolean {
	return (status === 'running' || status === 'undoing') && leaseEnd > now;
}

export function isEnded({ status }: RunState): boolean {
	return status === 'finished' || status === 'undone';
}
