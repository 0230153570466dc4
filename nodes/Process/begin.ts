import type { Secret } from '../InformationType/validate/walk.ts';
import { SystemError } from '../shared/errors.ts';
import type { Tools } from '../shared/operation.ts';
import type { AfterCrash, Answer, Information } from './journal/entry.ts';
import { Journal } from './journal/journal.ts';
import { keepJournal, keepSecrets } from './journal/open-journals.ts';
import { noteOpened } from './journal/open-runs.ts';
import { Overtaken } from './journal/overtaken.ts';
import { journalStream, type RunName } from './journal/run-name.ts';
import { isDue, isHeld, type RunState, waitOf } from './journal/state.ts';
import { missingPlaces } from './place.ts';
import { withSecrets } from './secret-input.ts';
import type { Performer } from './step/perform.ts';
import { currentCall } from './step/scope.ts';
import { INTERRUPTED, UNDO_SETTINGS, undoRun } from './undo-run.ts';

/** A request to do something. */
export interface Beginning {
	run: RunName;
	input: Information;
	/** CID of the type that the input satisfies. */
	inputType: string | undefined;
	/** What of the input is not kept. */
	secrets: readonly Secret[];
	afterCrash: AfterCrash;
	/** Milliseconds that another execution is waited for. */
	patience: number;
	/** Milliseconds that an execution has the run after its last word. */
	lease: number;
}

/** What becomes of a request. */
export type Begun =
	| { outcome: 'go'; stream: string; input: Information }
	| { outcome: 'finished'; stream: string; output: Information; answer: Answer }
	| { outcome: 'refused'; stream: string; answer: Answer };

/**
 * Begins a run, unless one with the same key has finished, is under way, or can be gone on with. Of many that ask at once one goes.
 */
export async function begin(beginning: Beginning, performer: Performer & Pick<Tools, 'wait'>): Promise<Begun> {
	const stream = journalStream(beginning.run);
	for (;;) {
		const journal = await patient(stream, beginning.patience, performer);
		try {
			// Whoever goes on with a run may come when another one has ended it: it is not asked for again by that.
			const isAsked = currentCall().resumed === undefined;
			if (journal.isEmpty) return isAsked ? await anew(journal, beginning, performer) : gone(stream);
			const { state } = journal;
			if (state.status === 'undone') return isAsked ? await anew(journal, beginning, performer) : { outcome: 'refused', stream, answer: state.answer ?? INTERRUPTED.answer };
			if (state.status === 'finished') return finishedRun(stream, state);
			if (state.status === 'left' && !bringsSecrets(state, beginning)) return left(stream);
			const wait = waitOf(state);
			if (wait !== undefined && currentCall().resumed === undefined && !isDue(state)) return { outcome: 'refused', stream, answer: wait.answer };
			if (isHeld(state) && !journal.isMine) return { outcome: 'refused', stream, answer: { status: 409, body: { error: 'Another execution is at this request', run: keyOf(beginning.run) } } };
			return await goOn(journal, beginning, performer);
		} catch (thrown) {
			// Somebody else was faster; what he makes of it is the answer.
			if (!(thrown instanceof Overtaken)) throw thrown;
		}
	}
}

/** The journal, when nobody else is at the run any more or patience has run out. */
async function patient(stream: string, patience: number, { eventStore, execution, wait }: Performer & Pick<Tools, 'wait'>): Promise<Journal> {
	const executionId = execution.getExecutionId();
	const journal = await Journal.read(eventStore, stream, executionId);
	if (patience === 0 || journal.isEmpty || journal.isMine || !isHeld(journal.state)) return journal;
	try {
		await wait(
			() => journal.catchUp(eventStore),
			() => !isHeld(journal.state),
			{ what: `the run "${stream}" to end`, timeout: patience },
		);
	} catch (thrown) {
		if (!(thrown instanceof SystemError) || !isHeld(journal.state)) throw thrown;
	}
	return journal;
}

async function anew(journal: Journal, { run, input, inputType, secrets, afterCrash, lease }: Beginning, { eventStore, execution }: Performer): Promise<Begun> {
	const executionId = execution.getExecutionId();
	const { id = '', name = '' } = execution.getWorkflow();
	keepSecrets(journal, secrets.map(({ value }) => value));
	await noteOpened(eventStore, journal);
	await journal.append(eventStore, 'ProcessStarted', {
		...run,
		workflow: { workflowId: id, name },
		executionId,
		input,
		...(inputType !== undefined && { inputType }),
		...(secrets.length > 0 && { secretInput: true }),
		afterCrash,
		lease,
	});
	keepJournal(journal);
	return { outcome: 'go', stream: journal.stream, input };
}

/** What was interrupted is gone on with as it says itself. */
async function goOn(journal: Journal, { secrets }: Beginning, performer: Performer): Promise<Begun> {
	const { eventStore, execution } = performer;
	const { stream, state } = journal;
	// A run that waited was not interrupted.
	const decided = currentCall().resumed?.decided === true || state.status === 'waiting';
	if (!journal.isMine) await journal.append(eventStore, 'RunTakenOver', { executionId: execution.getExecutionId(), from: state.holder, lease: state.lease });
	if (state.status === 'undoing' || (state.afterCrash === 'undo' && !decided)) {
		const why = { reason: state.reason ?? INTERRUPTED.reason, answer: state.answer ?? INTERRUPTED.answer };
		await undoRun(journal, performer, why, UNDO_SETTINGS);
		return { outcome: 'refused', stream, answer: why.answer };
	}
	if (state.secretInput && secrets.length === 0) {
		await journal.append(eventStore, 'RunLeft', { reason: 'Its input had secrets, which are not kept: the same request, made again, goes on with it' });
		return left(stream);
	}
	const missing = missingPlaces(execution, state);
	if (missing.length > 0 || (state.afterCrash === 'leave' && !decided)) {
		const reason = missing.length > 0 ? `The workflow has no longer the steps that are done: ${missing.join(', ')}` : INTERRUPTED.reason.message;
		await journal.append(eventStore, 'RunLeft', { reason });
		return left(stream);
	}
	keepSecrets(journal, secrets.map(({ value }) => value));
	keepJournal(journal);
	return { outcome: 'go', stream, input: withSecrets(state.input, secrets) };
}

/** Whoever makes such a request again has what was missing. */
function bringsSecrets({ secretInput }: RunState, { secrets }: Beginning): boolean {
	return secretInput && secrets.length > 0;
}

function left(stream: string): Begun {
	return { outcome: 'refused', stream, answer: { status: 409, body: { error: 'This request was interrupted, and waits for a person to decide' } } };
}

function gone(stream: string): Begun {
	return { outcome: 'refused', stream, answer: { status: 410, body: { error: 'The journal of this request was deleted' } } };
}

function finishedRun(stream: string, { output = {}, answer = { status: 200, body: output } }: RunState): Begun {
	return { outcome: 'finished', stream, output, answer };
}

function keyOf({ process, key }: RunName): string {
	return `${process}.${key}`;
}
