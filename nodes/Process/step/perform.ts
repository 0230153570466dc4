import { isDeepStrictEqual } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';

import type { IBinaryKeyData, IExecuteFunctions } from 'n8n-workflow';

import type { EventStore } from '../../EventStore/transport.ts';
import { SystemError } from '../../shared/errors.ts';
import type { Information, Place, StepFailure, StepReference } from '../journal/entry.ts';
import type { Journal } from '../journal/journal.ts';
import { keepSecrets } from '../journal/open-journals.ts';
import { Overtaken } from '../journal/overtaken.ts';
import { callStep, type StepResult } from './call-step.ts';
import { StepFailed, toStepFailed } from './failure.ts';
import { whileHolding } from './lease.ts';

/** What steps of a run are done with. */
export interface Performer {
	eventStore: EventStore;
	execution: IExecuteFunctions;
	signal: AbortSignal | undefined;
}

export interface StepWork {
	place: Place;
	/** Name of the node, for whoever reads the journal. */
	node: string;
	step: StepReference;
	input: Information;
	binary?: IBinaryKeyData | undefined;
	/** Undoes the step; the one that the step names itself unless given. */
	undo?: StepReference | undefined;
	tries: number;
	/** Milliseconds before the second try; twice as long before each further one. */
	backOff: number;
	/** Milliseconds of one try. */
	timeLimit: number;
}

export interface Performed {
	output: Information;
	binary: IBinaryKeyData | undefined;
	/** The step was done before; its output is what the journal has. */
	recalled: boolean;
	/** It was done with another input. */
	inputDiffers: boolean;
}

/** Longest pause between two tries. */
const LONGEST_PAUSE = 60_000;

/**
 * Does a step that is not done yet, and gives the recorded output of one that is.
 *
 * @throws StepFailed when no try succeeded; {@link Overtaken} when another execution has the run
 */
export async function perform(journal: Journal, performer: Performer, work: StepWork): Promise<Performed> {
	const known = journal.state.steps.get(work.place);
	if (known?.state === 'done' && !known.again) {
		const inputDiffers = !isDeepStrictEqual(known.input, asJson(journal.secrets.without(work.input)));
		return { output: known.output ?? {}, binary: undefined, recalled: true, inputDiffers };
	}
	for (let tries = 1; ; tries++) {
		try {
			return await tryOnce(journal, performer, work, (known?.tries ?? 0) + tries);
		} catch (thrown) {
			if (!(thrown instanceof StepFailed) || !thrown.passing || tries >= work.tries || performer.signal?.aborted) throw thrown;
			const pause = Math.min(work.backOff * 2 ** (tries - 1), LONGEST_PAUSE);
			await whileHolding(journal, performer.eventStore, () => sleep(pause, undefined, { signal: performer.signal }));
		}
	}
}

async function tryOnce(journal: Journal, { eventStore, execution }: Performer, work: StepWork, tries: number): Promise<Performed> {
	const { place, node, step, input, binary, timeLimit } = work;
	const { lease } = journal.state;
	const secretInput = !journal.secrets.isEmpty && !isDeepStrictEqual(asJson(input), journal.secrets.without(input));
	await journal.append(eventStore, 'StepStarted', { place, node, step, input, tries, ...(secretInput && { secretInput }), ...(work.undo && { undo: work.undo }), lease });
	const begin = performance.now();
	let result: StepResult;
	try {
		result = await whileHolding(journal, eventStore, (lost) => callStep(execution, { step, call: callName(journal, place), input, binary, timeLimit, lost }));
	} catch (thrown) {
		throw await failed(journal, eventStore, place, thrown);
	}
	const { output, scope } = result;
	const { secrets = [] } = scope;
	keepSecrets(journal, secrets);
	const undo = work.undo ?? scope.undo;
	// Files and secrets are not for a journal: a step that gives some is done again when the run is resumed.
	const again = result.binary !== undefined || secrets.length > 0;
	const milliseconds = Math.round(performance.now() - begin);
	try {
		await journal.append(eventStore, 'StepDone', { place, output, ...(undo && { undo }), ...(scope.run !== undefined && { run: scope.run }), ...(again && { again }), milliseconds, lease });
	} catch (thrown) {
		if (!isTooLarge(thrown)) throw thrown;
		throw await failed(journal, eventStore, place, new StepFailed(tooLarge(step), { unknown: true }, thrown));
	}
	return { output, binary: result.binary, recalled: false, inputDiffers: false };
}

async function failed(journal: Journal, eventStore: EventStore, place: Place, thrown: unknown): Promise<Error> {
	if (thrown instanceof Overtaken) return thrown;
	const failure = toStepFailed(thrown);
	const { unknown, run } = failure;
	await journal.append(eventStore, 'StepFailed', { place, failure: plain(failure), unknown, ...(run !== undefined && { run }), lease: journal.state.lease });
	return failure;
}

/** What a call of a step is known by; a process that is called as a step takes it for its key. */
export function callName(journal: Journal, place: Place): string {
	return `${journal.stream.slice('process-'.length)}/${place}`;
}

/** What of a failure goes into a journal. */
export function plain({ failure }: StepFailed): StepFailure {
	const { message, description, code, answer }: StepFailure = failure;
	return { message, ...(description !== undefined && { description }), ...(code !== undefined && { code }), ...(answer && { answer }) };
}

function isTooLarge(thrown: unknown): boolean {
	return thrown instanceof SystemError && thrown.failure.code === 'maximum-append-size-exceeded';
}

function tooLarge({ name }: StepReference): { message: string; description: string; code: string } {
	return {
		message: `What step "${name}" gives is larger than the event store takes`,
		description: 'A step hands large content on by reference: let it store the bytes, and give bucket and key or a CID.',
		code: 'output-too-large',
	};
}

/** As it stands in the journal. */
function asJson(value: Information): unknown {
	return JSON.parse(JSON.stringify(value));
}
