import type { Canvas, Box, Wire } from './canvas.ts';
import type { Runs } from './runs.ts';

/** A node or a wire that counts, and how often it ran. */
export interface Measured<Of> {
	of: Of;
	/** As people say it; a node by its name. */
	words: string;
	runs: number;
}

/** What of a workflow ran. */
export interface Coverage {
	canvas: Canvas;
	/** Executions that were looked at. */
	executions: number;
	/** What is disabled is not among them. */
	nodes: readonly Measured<Box>[];
	wires: readonly Measured<Wire>[];
}

/** Holds a workflow against what ran of it. */
export function measure(canvas: Canvas, runs: Runs): Coverage {
	return {
		canvas,
		executions: runs.executions,
		nodes: canvas.nodes.filter(counts).map((node) => ({ of: node, words: node.name, runs: runs.ofNode(node.name) })),
		wires: canvas.wires.filter(counts).map((wire) => ({ of: wire, words: wire.words, runs: runs.ofWire(wire) })),
	};
}

/** The nodes and wires that never ran, in words. */
export function missing({ nodes, wires }: Coverage): string[] {
	return [...nodes, ...wires].filter(({ runs }) => runs === 0).map(({ words }) => words);
}

/** Of what never ran, what is worth telling: the wires of a node that never ran go without saying. */
export function telling({ nodes, wires }: Coverage): string[] {
	const never = new Set(nodes.filter(({ runs }) => runs === 0).map(({ of }) => of.name));
	const untold = wires.filter(({ runs, of }) => runs === 0 && !never.has(of.from) && !never.has(of.to));
	return [...never, ...untold.map(({ words }) => words)];
}

/** "14/15", of nodes or of wires. */
export function share(measured: readonly { runs: number }[]): string {
	return `${measured.filter(({ runs }) => runs > 0).length}/${measured.length}`;
}

function counts({ isDisabled }: { isDisabled: boolean }): boolean {
	return !isDisabled;
}
