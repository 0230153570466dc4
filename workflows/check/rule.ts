import type { Graph } from './graph.ts';
import type { Library } from './library.ts';
import type { Process } from './process.ts';

/** Something wrong with a workflow. */
export interface Problem {
	/** The node that it is about; absent when it is about the workflow as a whole. */
	node?: string;
	/** `parameter "color" is unknown to Ceph` */
	problem: string;
	/** What would be right. */
	allowed?: string;
}

/** A problem and the workflow that has it, by its folder. */
export interface Finding extends Problem {
	workflow: string;
}

/** What a rule looks at. */
export interface Subject {
	process: Process;
	graph: Graph;
	library: Library;
}

export type Rule = (subject: Subject) => Iterable<Problem>;

/** One line; names are quoted, so that none of them can break it. */
export function lineOf({ workflow, node, problem, allowed }: Finding): string {
	const at = node === undefined ? workflow : `${workflow}, ${JSON.stringify(node)}`;
	return `${at}: ${problem}${allowed === undefined ? '' : ` (allowed: ${allowed})`}`;
}
