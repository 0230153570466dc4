import { clearTimeout, setTimeout } from 'node:timers';

import type { IBinaryKeyData, IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Information, StepReference } from '../journal/entry.ts';
import { Overtaken } from '../journal/overtaken.ts';
import { StepFailed, toStepFailed } from './failure.ts';
import { type CallScope, inCall } from './scope.ts';

/** One call of a step. */
export interface StepCall {
	step: StepReference;
	/** The same when the step is called again. */
	call: string;
	input: Information;
	binary?: IBinaryKeyData | undefined;
	/** Milliseconds. */
	timeLimit: number;
	/** Aborts when the run is no longer this execution's. */
	lost: AbortSignal;
}

export interface StepResult {
	output: Information;
	binary: IBinaryKeyData | undefined;
	scope: CallScope;
	/** The execution of the step. */
	executionId: string;
}

/**
 * Calls a workflow as a step: one item in, one item out.
 *
 * @throws StepFailed
 */
export async function callStep(execution: IExecuteFunctions, call: StepCall): Promise<StepResult> {
	const { step, input, binary } = call;
	const parentExecution = { executionId: execution.getExecutionId(), workflowId: execution.getWorkflow().id ?? '', shouldResume: true };
	const options = { parentExecution, executionMode: execution.getMode() };
	const item = { json: input as IDataObject, ...(binary && { binary }) };
	const scope: CallScope = { step: { call: call.call } };
	try {
		const { result } = await inCall(scope, () =>
			inTime(execution.executeWorkflow({ id: step.workflowId }, [item], undefined, options), call),
		);
		if (result.waitTill) throw new StepFailed({ message: `Step "${step.name}" waits`, description: 'A process waits between its steps, not within one: put the Wait node into the process.', code: 'waits' }, { unknown: true });
		const items = result.data.flatMap((branch) => branch ?? []);
		const [only] = items;
		if (only === undefined || items.length > 1) throw new StepFailed(notOne(step, items.length), { unknown: true });
		return { output: only.json, binary: only.binary, scope, executionId: result.executionId };
	} catch (thrown) {
		throw thrown instanceof Overtaken ? thrown : toStepFailed(thrown, scope);
	}
}

function notOne({ name }: StepReference, count: number): { message: string; description: string; code: string } {
	return {
		message: `Step "${name}" gave ${count === 0 ? 'no item' : `${count} items`}`,
		description: 'A step gives one item. Let it end with Process: End Step, and put several results into a list of that item.',
		code: 'not-one-item',
	};
}

/** n8n cannot stop a workflow that was called; nobody waits for it any longer, and what it does is not known. */
async function inTime<T>(work: Promise<T>, { step, timeLimit, lost }: StepCall): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	let stop: (() => void) | undefined;
	const ended = new Promise<never>((_resolve, reject) => {
		const late = { message: `Step "${step.name}" took longer than ${timeLimit / 1000} s`, description: 'It may still be at work. Give it a longer Time Limit, or make it smaller.', code: 'time-limit' };
		timer = setTimeout(() => reject(new StepFailed(late, { passing: true, unknown: true })), timeLimit);
		stop = () => reject(lost.reason as Error);
		lost.addEventListener('abort', stop, { once: true });
	});
	try {
		return await Promise.race([work, ended]);
	} finally {
		clearTimeout(timer);
		if (stop) lost.removeEventListener('abort', stop);
		work.catch(() => undefined);
	}
}
