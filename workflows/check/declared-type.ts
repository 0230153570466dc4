import type { INode, INodeParameters } from 'n8n-workflow';
import {
	EXECUTE_WORKFLOW_NODE_TYPE,
	EXECUTE_WORKFLOW_TRIGGER_NODE_TYPE,
	NodeHelpers,
	RESPOND_TO_WEBHOOK_NODE_TYPE,
	WEBHOOK_NODE_TYPE,
} from 'n8n-workflow';

import { builtInSchema } from '../../nodes/InformationType/built-in-types.ts';
import { typeOf } from '../../nodes/InformationType/schema.ts';
import { afterStep } from './after-step.ts';
import { IF_NODE_TYPE, STOP_AND_ERROR_NODE_TYPE } from './n8n/kinds.ts';
import { PROCESS, processOperation } from './calls.ts';
import type { Edge } from './graph.ts';
import { Graph } from './graph.ts';
import type { Library } from './library.ts';
import { isEmpty, isExpression, isRecord } from './parameter-value.ts';
import type { Process } from './process.ts';
import { ALLOWED, GATE, identified, REQUEST } from './request-type.ts';
import type { DeclaredType } from './typed-items.ts';

export const INFORMATION_TYPE = 'n8n-nodes-cim.informationType';

/** Nodes that items leave as they came. */
const PASSING: readonly string[] = [IF_NODE_TYPE, RESPOND_TO_WEBHOOK_NODE_TYPE];

/** An output of a node. */
type Origin = Pick<Edge, 'from' | 'output'>;

/** The type that an Information Type node holds items against, when it is not left to an expression. */
export function heldType({ type, parameters }: INode): DeclaredType | undefined {
	if (type !== INFORMATION_TYPE) return undefined;
	const { operation = 'validate', ...chosen } = parameters;
	return operation === 'describe' ? undefined : chosenType(chosen, operation === 'shape');
}

/** The type that a node's parameters choose, when they do not leave it to an expression, and do choose one. */
export function chosenType({ source = 'package', type: chosen = 'document#Document', schema = '', root = '' }: INodeParameters, shaping: boolean): DeclaredType | undefined {
	if (source === 'any' || [source, chosen, schema, root].some(isExpression)) return undefined;
	if (typeof chosen !== 'string' || typeof schema !== 'string' || typeof root !== 'string') return undefined;
	try {
		const { dsl, root: name } = source === 'package' ? builtInSchema(chosen) : { dsl: schema, root: root.trim() };
		return { name, type: typeOf(dsl, name), shaping };
	} catch {
		// A schema that cannot be read declares nothing.
		return undefined;
	}
}

/** What a process takes when it is called: the first type that its input is held against. */
export function inputType(process: Process, library: Library): DeclaredType | undefined {
	const graph = new Graph(process, library.kinds);
	const queue = process.nodes.filter(({ type }) => type === EXECUTE_WORKFLOW_TRIGGER_NODE_TYPE).map(({ name }) => name);
	const seen = new Set(queue);
	for (const name of queue) {
		const node = graph.nodes.get(name);
		const held = node && (heldType(node) ?? processType(node, library, 'process.start'));
		if (held !== undefined) return held;
		for (const { to } of graph.from(name)) {
			if (!seen.has(to)) queue.push(to);
			seen.add(to);
		}
	}
	return undefined;
}

/** What a process gives when it is called: the types at all its ends but failures; undefined when one is unknown. */
export function outputTypes(process: Process, library: Library, calls: readonly string[] = []): DeclaredType[] | undefined {
	// Processes that call each other in a circle declare nothing.
	if (calls.includes(process.id)) return undefined;
	const graph = new Graph(process, library.kinds);
	const said = process.nodes.filter((node) => isEnd(node, library));
	if (said.length > 0) return together(said.map((node) => typesAfter(graph, library, { from: node.name, output: 0 }, [...calls, process.id])));
	const starts = process.nodes.filter(({ type }) => type === EXECUTE_WORKFLOW_TRIGGER_NODE_TYPE).map(({ name }) => name);
	const ends = [...graph.downstream(...starts)].flatMap((name) => {
		const node = graph.nodes.get(name);
		if (node === undefined || node.type === STOP_AND_ERROR_NODE_TYPE) return [];
		return graph.outputs(node).flatMap((_, output) => (graph.from(name, output).length > 0 ? [] : [{ from: name, output }]));
	});
	return together(ends.map((end) => typesAfter(graph, library, end, [...calls, process.id])));
}

/** The types that items have behind an output of a node; undefined when that is not known. */
export function typesAfter(
	graph: Graph,
	library: Library,
	{ from: name, output }: Origin,
	calls: readonly string[] = [],
	passed: readonly string[] = [],
): DeclaredType[] | undefined {
	const node = graph.nodes.get(name);
	if (node === undefined || passed.includes(name)) return undefined;
	const before = () => together(graph.into(name).map((edge) => typesAfter(graph, library, edge, calls, [...passed, name])));
	if (PASSING.includes(node.type)) return before();
	if (node.type === WEBHOOK_NODE_TYPE) return [REQUEST];
	if (node.type === GATE && output === ALLOWED) return together(before()?.map((type) => identified(type, node)) ?? []);
	if (output !== 0) return undefined;
	const byProcess = processType(node, library, 'process.start', 'process.finish', 'step.end');
	if (byProcess !== undefined) return [byProcess];
	if (node.type === PROCESS) {
		const types = before();
		return types && afterStep(node, types, library, (id) => outputsOf(library, id, calls));
	}
	if (node.type === EXECUTE_WORKFLOW_NODE_TYPE) {
		return outputsOf(library, NodeHelpers.getSubworkflowId(node), calls);
	}
	const held = heldType(node);
	return held !== undefined && leavesAsHeld(node, held) ? [held] : undefined;
}

function outputsOf(library: Library, called: string | undefined, calls: readonly string[]): DeclaredType[] | undefined {
	const process = library.processes.find(({ id }) => id === called);
	return process && outputTypes(process, library, calls);
}

/** Whether what a workflow gives its caller is said here: by the step, or by the process that is called as one. */
export function isEnd(node: INode, library: Library): boolean {
	return ['step.end', 'process.finish'].includes(processOperation(node, library)?.name ?? '');
}

/** The type that a node of Process declares, if it is one of these operations. */
function processType(node: INode, library: Library, ...operations: string[]): DeclaredType | undefined {
	const operation = processOperation(node, library);
	return operation && operations.includes(operation.name) ? chosenType(operation.parameters, false) : undefined;
}

/** Whether the items are of the type: Validate may look at a part of them, and the CID of the type is a field more. */
function leavesAsHeld({ parameters }: INode, { shaping }: DeclaredType): boolean {
	const { value = '={{ $json }}', options }: Record<string, unknown> = parameters;
	const withCid = isRecord(options) && !isEmpty(options.typeCidField);
	return !withCid && (shaping || value === '={{ $json }}');
}

function together(all: readonly (DeclaredType[] | undefined)[]): DeclaredType[] | undefined {
	return all.length === 0 || all.some((types) => types === undefined) ? undefined : all.flatMap((types) => types ?? []);
}
