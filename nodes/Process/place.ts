import type { IExecuteFunctions, Workflow } from 'n8n-workflow';

import type { Place } from './journal/entry.ts';
import type { RunState } from './journal/state.ts';
import { runOf } from './run-of-item.ts';

/**
 * Where a step stands: the node's own id, which stays when the node is renamed or moved; which item of the run; which round of a loop.
 *
 * @param part tells the steps of one node and item apart
 */
export function placeOf(execution: IExecuteFunctions, index: number, part?: string | number): Place {
	const round = execution.evaluateExpression('{{ $runIndex }}', index) as number;
	return [execution.getNode().id, numberInRun(execution, index), round, ...(part === undefined ? [] : [part])].join('/');
}

/** An execution may have items of several runs, and goes on with one of them alone after a crash: so they count by themselves. */
function numberInRun(execution: IExecuteFunctions, index: number): number {
	let numbers = known.get(execution);
	if (numbers === undefined) {
		const counts = new Map<string, number>();
		numbers = execution.getInputData().map((item) => {
			const run = runOf(item, execution);
			const number = counts.get(run) ?? 0;
			counts.set(run, number + 1);
			return number;
		});
		known.set(execution, numbers);
	}
	return numbers[index] ?? 0;
}

/** Numbers of the items of one run of a node. */
const known = new WeakMap<IExecuteFunctions, readonly number[]>();

/** Names of steps that a run has begun, and of nodes at which it has waited, that the workflow of this execution no longer has. */
export function missingPlaces(execution: IExecuteFunctions, { steps, waits }: RunState): string[] {
	const ids = nodeIds(execution);
	if (ids === undefined) return [];
	return [...new Set([...steps.values(), ...waits.values()].filter(({ place }) => !ids.has(place.split('/')[0] ?? '')).map(({ node }) => node))];
}

/** The contexts of n8n have the workflow, though their interface does not say so. */
function nodeIds(execution: IExecuteFunctions): Set<string> | undefined {
	const { workflow } = execution as IExecuteFunctions & { workflow?: Workflow };
	return workflow && new Set(Object.values(workflow.nodes).map(({ id }) => id));
}
