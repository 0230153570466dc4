import type { INodeExecutionData, IRun, ITriggerFunctions } from 'n8n-workflow';

/**
 * How an execution ended.
 *
 * - `done`: it succeeded, or waits: from then on n8n keeps it in its database, and says no more.
 * - `failed`: worth another try.
 * - `refused`: a person stopped it, who does not want it to begin anew by itself.
 * - `cut`: n8n is shutting down, and nothing is known.
 */
export type Outcome = { kind: 'done' } | { kind: 'failed' | 'refused'; reason: string } | { kind: 'cut' };

/** Reasons are kept with parked events, whose size is limited. */
const LONGEST = 1_000;

/** Starts an execution and waits for its end. */
export type Execute = (items: INodeExecutionData[]) => Promise<Outcome>;

export function executeBy(trigger: Pick<ITriggerFunctions, 'emit' | 'helpers'>): Execute {
	return async (items) => {
		const done = trigger.helpers.createDeferredPromise<IRun>();
		trigger.emit([items], undefined, done);
		try {
			return outcomeOf(await done.promise);
		} catch (thrown) {
			return outcomeOfFailure(thrown);
		}
	};
}

/** @param run `undefined` of an execution that n8n gave up before it began */
export function outcomeOf(run: IRun | undefined): Outcome {
	if (run === undefined) return { kind: 'failed', reason: 'n8n gave the execution up before it began; the list of executions says why' };
	const { error, lastNodeExecuted } = run.data.resultData;
	if (error === undefined && (run.status === 'success' || run.status === 'waiting')) return { kind: 'done' };
	const message = error?.message ?? `The execution ended as ${run.status}`;
	return { kind: 'failed', reason: shortened(lastNodeExecuted === undefined ? message : `${lastNodeExecuted}: ${message}`) };
}

/** n8n's errors of cancelled executions have a reason: `manual`, `timeout` or `shutdown`. */
function outcomeOfFailure(thrown: unknown): Outcome {
	const reason = thrown instanceof Error ? thrown.message : String(thrown);
	switch (thrown instanceof Error && 'reason' in thrown ? thrown.reason : undefined) {
		case 'shutdown':
			return { kind: 'cut' };
		case 'manual':
			return { kind: 'refused', reason };
		default:
			return { kind: 'failed', reason: shortened(reason) };
	}
}

function shortened(text: string): string {
	return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
