import type { Edge } from '../../workflows/check/graph.ts';
import type { StoredExecution } from '../support/stored-executions.ts';

/** How often each node and each wire of a workflow ran. */
export class Runs {
	/** Executions that are counted. */
	executions = 0;
	private readonly nodes = new Map<string, number>();
	private readonly wires = new Map<string, number>();

	/** Counts one more execution. A node that failed ran all the same, and so did the wire that its items came by. */
	add({ data }: Pick<StoredExecution, 'data'>): void {
		this.executions++;
		for (const [to, runs] of Object.entries(data?.resultData?.runData ?? {})) {
			this.nodes.set(to, this.ofNode(to) + runs.length);
			// Sources stand in the order of the inputs; one that nothing came by has none.
			for (const { source } of runs) (source ?? []).forEach((from, input) => from && this.addWire({ from: from.previousNode, output: from.previousNodeOutput ?? 0, to, input }));
		}
	}

	ofNode(name: string): number {
		return this.nodes.get(name) ?? 0;
	}

	ofWire(wire: Edge): number {
		return this.wires.get(keyOf(wire)) ?? 0;
	}

	private addWire(wire: Edge): void {
		this.wires.set(keyOf(wire), this.ofWire(wire) + 1);
	}
}

function keyOf({ from, output, to, input }: Edge): string {
	return JSON.stringify([from, output, to, input]);
}
