import { SystemError } from '../shared/errors.ts';
import { type Output, output } from '../shared/operation.ts';
import type { Answer, Information } from './journal/entry.ts';
import { itemOf } from './run-of-item.ts';
import { currentCall } from './step/scope.ts';

/** Names of the outputs; which of them the node shows depends on the operation. */
export const BRANCHES = ['main', 'other', 'third'] as const;

/** The second output of the node: answered, failed, or waits. */
export const OTHER = BRANCHES[1];

/** The third output of the node: no answer came in time. */
export const THIRD = BRANCHES[2];

/**
 * What answers the caller: `status` and `body` for one Respond to Webhook. A process that was called as a step has no caller to answer:
 * its step fails instead.
 *
 * @throws SystemError in a step
 */
export function refused(answer: Answer, stream: string | undefined, branch: string | undefined): Output {
	const call = currentCall();
	if (call.step !== undefined) {
		// What the request is turned down for, the caller of the outer process is told too.
		if (answer.status < 500) call.refusal = answer;
		throw new SystemError({ message: messageOf(answer), code: String(answer.status) });
	}
	return output({ ...answer, ...(stream !== undefined && itemOf({}, stream)) }, { ...(branch !== undefined && { branch }) });
}

/** The answer of a run that has finished; in a step what the process gives, which goes on to the step after it. */
export function finished(information: Information, answer: Answer, stream: string, branch?: string): Output {
	const call = currentCall();
	if (call.step === undefined) return output({ ...answer, output: information, ...itemOf({}, stream) }, { ...(branch !== undefined && { branch }) });
	call.run = stream;
	return output(information, { ...(branch !== undefined && { branch }) });
}

function messageOf({ status, body }: Answer): string {
	const said = typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined;
	return typeof said === 'string' ? said : `The process answered ${status}`;
}

