import { SystemError } from '../../shared/errors.ts';
import type { StepFailure } from '../journal/entry.ts';
import type { CallScope } from './scope.ts';

/** HTTP statuses after which the same may succeed: the server was slow, asked to wait, or failed (RFC 9110, 15.5.9; RFC 6585, 4). */
const PASSING = [408, 425, 429];

/** What n8n calls errors of whoever made the workflow or gave the input: the same input fails again. */
const REFUSALS = ['NodeOperationError', 'InvalidField', 'ExpressionError', 'UserError', 'WorkflowActivationError', 'WorkflowOperationError', 'SubworkflowPolicyDenialError', 'PreExecuteBlockedError'];

/** A step was not done; says whether the same may succeed later, and whether it may have been done for all that is known. */
export class StepFailed extends SystemError {
	readonly passing: boolean;
	readonly unknown: boolean;
	/** The journal of the step's own run, when it is a process that has left something behind. */
	readonly run: string | undefined;

	constructor(failure: StepFailure, { passing = false, unknown = false, run }: { passing?: boolean; unknown?: boolean; run?: string | undefined } = {}, cause?: unknown) {
		super(failure, cause);
		this.passing = passing;
		this.unknown = unknown;
		this.run = run;
	}
}

/** Failures after which a change may have been made all the same: nobody has heard what became of the request. */
const PERHAPS_DONE = ['timeout', 'connection-lost', '408', '502', '504'];

interface Told {
	name?: unknown;
	message?: unknown;
	description?: unknown;
	httpCode?: unknown;
	cause?: unknown;
	/** Where n8n puts the step's own error, as plain data, when it makes one for the caller. */
	errorResponse?: unknown;
}

/**
 * What a step's error says. n8n makes another error of it on its way to the caller, and keeps the step's own as its cause.
 *
 * @param scope what the step has said of itself: of one that has turned the request down, the answer for the caller of the process
 */
export function toStepFailed(thrown: unknown, { refusal: answer, passing, run }: Pick<CallScope, 'refusal' | 'passing' | 'run'> = {}): StepFailed {
	if (thrown instanceof StepFailed) return thrown;
	const chain = causes(thrown);
	const texts = (key: keyof Told) => chain.map((told) => told[key]).filter((value): value is string => typeof value === 'string' && value !== '');
	const code = chain.map(({ httpCode }) => httpCode).find((value) => typeof value === 'string' || typeof value === 'number');
	const [message = 'The step failed'] = texts('message');
	const [description] = texts('description');
	const failure = { message, ...(description !== undefined && { description }), ...(code !== undefined && { code: String(code) }), ...(answer && { answer }) };
	const { code: said }: StepFailure = failure;
	return new StepFailed(failure, { passing: passing ?? mayPass(said, texts('name')), unknown: said !== undefined && PERHAPS_DONE.includes(said), run }, thrown);
}

function mayPass(code: string | undefined, names: readonly string[]): boolean {
	const status = Number(code);
	if (Number.isInteger(status)) return status < 400 || status >= 500 || PASSING.includes(status);
	// A system's own name for its failure says nothing of whether it passes; the last name is the step's own error.
	return code !== undefined || !REFUSALS.includes(names.at(-1) ?? '');
}

function causes(thrown: unknown): Told[] {
	const chain: Told[] = [];
	const next = ({ cause, errorResponse }: Told) => cause ?? errorResponse;
	for (let told = thrown; typeof told === 'object' && told !== null && (chain.length === 0 || !isOfText(told)) && chain.length < 10; told = next(told)) chain.push(told);
	return chain.length > 0 ? chain : [{ message: String(thrown) }];
}

/** Where a node makes an error of a text, n8n makes one of its own first and says nothing more by it. */
function isOfText(told: Told): boolean {
	return told.name === 'Error' && 'shouldReport' in told;
}
