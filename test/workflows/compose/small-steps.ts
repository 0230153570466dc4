import type { INode, INodeParameters } from 'n8n-workflow';

import type { Process } from '../../../workflows/check/process.ts';
import { edges, node } from '../small-library.ts';

/** A step as a test draws it. */
export interface SmallStep {
	id: string;
	/** Its name in n8n; the id unless given. */
	name?: string;
	/** Fields of its input, a line each: `size Int`. */
	takes: string;
	/** Fields of its output. */
	gives: string;
	/** Further types that the fields are of. */
	types?: string;
	/** The step that undoes it, by its id. */
	undo?: string;
	/** Expression of what it gives. */
	output?: string;
	/** Nodes that do the work, one after another. */
	work?: readonly INode[];
	/** The input's whole definition, when it is no ordinary struct. */
	input?: string;
}

const credentials = { eventStoreApi: { id: 'cim-event-store', name: 'Event Store' } };
const overview = '## A step\n### How it works\n1. It works.\n\n### Setup\n- None.';

/** A step that passes every rule. */
export function step({ id, name = id, takes, gives, types = '', undo, output = '={{ $json }}', work = [], input }: SmallStep): Process {
	const schema = `type Input ${input ?? struct(takes)}\n\ntype Output ${struct(gives)}\n\n${types}`;
	const of = (root: string): INodeParameters => ({ source: 'text', schema, root });
	const names = takes.split('\n').map((line) => line.trim().split(' ')[0]!).filter((word) => word !== '');
	const row = [
		node('When called', 'executeWorkflowTrigger', 1.1, 0, { workflowInputs: { values: names.map((each) => ({ name: each, type: 'any' })) } }),
		node('Hold the input', 'n8n-nodes-cim.informationType', 1, 200, { operation: 'shape', ...of('Input'), options: { nullIsMissing: true } }),
		...work.map((each, index): INode => ({ ...each, position: [400 + 200 * index, 0] })),
		node('Give it', 'n8n-nodes-cim.process', 1, 600 + 200 * work.length, { resource: 'step', operation: 'end', output, ...of('Output'), undoStep: undo === undefined ? '' : { __rl: true, mode: 'list', value: undo, cachedResultName: undo } }, { credentials }),
	];
	return {
		folder: `steps/${id}`,
		id,
		name,
		nodes: [
			node('Overview', 'stickyNote', 1, -400, { content: overview, color: 1 }),
			...row,
			node('Refuse it', 'n8n-nodes-cim.process', 1, 400, { resource: 'step', operation: 'refuse', reason: 'The input does not fit', status: 422 }, { credentials }),
		],
		connections: edges(...row.slice(1).map((each, index): [string, number, string] => [row[index]!.name, 0, each.name]), ['Hold the input', 1, 'Refuse it']),
		settings: {},
	};
}

function struct(fields: string): string {
	return `struct {\n${fields.split('\n').map((line) => `  ${line.trim()}`).join('\n')}\n}`;
}
