import type { Information, StepReference } from './journal/entry.ts';
import { isDue, isHeld, type RunState, type StepState, waitOf, type WaitState } from './journal/state.ts';

/** A run as items tell of it. */
export function runItem(stream: string, state: RunState): object {
	const { process, key, workflow, input, output, answer, reason, holder, afterCrash, startedAt, endedAt, notUndone, steps } = state;
	const wait = waitOf(state);
	return {
		run: stream,
		process,
		key,
		state: stateOf(state),
		workflow: named(workflow),
		executionId: holder,
		afterCrash,
		started: startedAt.toISOString(),
		...(endedAt && { ended: endedAt.toISOString(), milliseconds: endedAt.getTime() - startedAt.getTime() }),
		input,
		...(output && { output }),
		...(answer && { answer }),
		...(wait && { waitsFor: waitItem(wait) }),
		...(reason && { reason }),
		...(notUndone.length > 0 && { notUndone }),
		steps: [...steps.values()].map(stepItem),
	};
}

/**
 * `abandoned` is a run that is under way for all that the journal says, and whose execution has been silent for too long; `due` one
 * that has waited and need not any longer.
 */
export function stateOf(state: RunState): string {
	if (isDue(state)) return 'due';
	const underWay = state.status === 'running' || state.status === 'undoing';
	return underWay && !isHeld(state) ? 'abandoned' : state.status;
}

function stepItem({ node, place, step, state, tries, input, output, failure, startedAt, endedAt, milliseconds, undo }: StepState): object {
	return {
		step: node,
		workflow: named(step),
		state,
		tries,
		started: startedAt.toISOString(),
		...(endedAt && { ended: endedAt.toISOString() }),
		...(milliseconds !== undefined && { milliseconds }),
		input: input satisfies Information,
		...(output && { output }),
		...(failure && { failure }),
		...(undo && { undo: named(undo) }),
		place,
	};
}

function waitItem({ node, what, since, until }: WaitState): object {
	return { step: node, ...(what !== undefined && { name: what }), since: since.toISOString(), ...(until && { until: until.toISOString() }) };
}

function named({ workflowId, name }: StepReference): object {
	return { id: workflowId, name };
}
