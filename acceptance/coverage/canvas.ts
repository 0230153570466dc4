import type { INode } from 'n8n-workflow';

import { Graph, type Edge } from '../../workflows/check/graph.ts';
import type { NodeKind } from '../../workflows/check/node-kind.ts';
import type { Process } from '../../workflows/check/process.ts';

type Point = readonly [x: number, y: number];

/** A node as the canvas shows it. */
export interface Box {
	name: string;
	/** What n8n calls nodes of its type. */
	kind: string;
	position: Point;
	inputs: number;
	/** Names of its outputs, from the top. */
	outputs: readonly string[];
	/** Left out by whoever drew it: it does not run, and neither do its wires. */
	isDisabled: boolean;
}

/** A connection that items flow along. */
export interface Wire extends Edge {
	/** As people say it: "Create the volume → Failed → Undo". */
	words: string;
	isDisabled: boolean;
}

/** A sticky note. */
export interface Note {
	content: string;
	position: Point;
	width: number;
	height: number;
}

/** A workflow as it is drawn. */
export interface Canvas {
	/** Of the workflow in n8n. */
	id: string;
	/** The folder that the library has it in, or its name where it is not of the library. */
	folder: string;
	name: string;
	nodes: readonly Box[];
	wires: readonly Wire[];
	notes: readonly Note[];
}

const NOTE = 'n8n-nodes-base.stickyNote';

/** Reads off a workflow what its canvas shows. */
export function canvasOf(process: Process, kinds: ReadonlyMap<string, NodeKind>): Canvas {
	const graph = new Graph(process, kinds);
	const nodes = process.nodes.filter(({ type }) => type !== NOTE).map((node) => boxOf(node, graph, kinds));
	const boxes = new Map(nodes.map((node) => [node.name, node]));
	return {
		id: process.id,
		folder: process.folder,
		name: process.name,
		nodes,
		wires: graph.edges.map((edge) => wireOf(edge, boxes)),
		notes: process.nodes.filter(({ type }) => type === NOTE).map(noteOf),
	};
}

function boxOf(node: INode, graph: Graph, kinds: ReadonlyMap<string, NodeKind>): Box {
	const kind = kinds.get(node.type);
	const connected = graph.into(node.name).map(({ input }) => input + 1);
	return {
		name: node.name,
		kind: kind?.displayName ?? node.type.replace(/^.*\./, ''),
		position: node.position,
		inputs: kind?.inputs(node) ?? Math.max(0, ...connected),
		outputs: graph.outputs(node),
		isDisabled: node.disabled === true,
	};
}

function wireOf(edge: Edge, boxes: ReadonlyMap<string, Box>): Wire {
	const [from, to] = [boxes.get(edge.from), boxes.get(edge.to)];
	const input = to !== undefined && to.inputs > 1 ? ` (input ${edge.input + 1})` : '';
	const words = [edge.from, ...outputWords(from?.outputs ?? [], edge.output), `${edge.to}${input}`].join(' → ');
	return { ...edge, words, isDisabled: from?.isDisabled === true || to?.isDisabled === true };
}

/** Nobody needs the name of the only output; two of one name have numbers. */
function outputWords(outputs: readonly string[], output: number): string[] {
	if (outputs.length < 2) return [];
	const name = outputs[output] ?? `Output ${output + 1}`;
	return [outputs.filter((other) => other === name).length > 1 ? `${name} ${output + 1}` : name];
}

function noteOf({ parameters, position }: INode): Note {
	const { content = '', width = 240, height = 160 } = parameters;
	return { content: typeof content === 'string' ? content : '', position, width: Number(width), height: Number(height) };
}
