import type { INode } from 'n8n-workflow';

import type { NodeKind } from './node-kind.ts';
import type { Process } from './process.ts';

/** A connection that items flow along. */
export interface Edge {
	from: string;
	output: number;
	to: string;
	input: number;
}

/** The nodes of a process, by name, and how items flow between them. */
export class Graph {
	readonly nodes: ReadonlyMap<string, INode>;
	readonly edges: readonly Edge[];
	/** Nodes that serve another one, each with those that it serves: a model and its agent. */
	private readonly served: ReadonlyMap<string, readonly string[]>;
	private readonly kinds: ReadonlyMap<string, NodeKind>;

	constructor({ nodes, connections }: Process, kinds: ReadonlyMap<string, NodeKind>) {
		this.kinds = kinds;
		this.nodes = new Map(nodes.map((node) => [node.name, node]));
		this.edges = Object.entries(connections).flatMap(([from, { main = [] }]) =>
			main.flatMap((targets, output) =>
				(targets ?? []).map(({ node, index }) => ({ from, output, to: node, input: index })),
			),
		);
		this.served = new Map(
			Object.entries(connections).flatMap(([from, { main: _main, ...others }]) => {
				const served = Object.values(others).flatMap((outputs) => outputs.flatMap((targets) => (targets ?? []).map(({ node }) => node)));
				return served.length > 0 ? [[from, served]] : [];
			}),
		);
	}

	/** The nodes that take part when a node does: itself, unless it only serves others, which may serve further ones. */
	working(name: string, passed: readonly string[] = []): string[] {
		const served = this.served.get(name);
		if (served === undefined || passed.includes(name)) return [name];
		return served.flatMap((other) => this.working(other, [...passed, name]));
	}

	/** Names of a node's outputs; the extra one for errors is the last. Where they are not known, as many as are connected. */
	outputs(node: INode): string[] {
		const outputs = this.kinds.get(node.type)?.outputs(node);
		if (outputs === undefined) {
			const connected = this.from(node.name).map(({ output }) => output);
			return Array.from({ length: Math.max(-1, ...connected) + 1 }, (_, index) => `Output ${index + 1}`);
		}
		return [...outputs, ...(node.onError === 'continueErrorOutput' ? ['Error'] : [])];
	}

	/** Edges out of a node, or out of one of its outputs. */
	from(name: string, output?: number): Edge[] {
		return this.edges.filter((edge) => edge.from === name && (output === undefined || edge.output === output));
	}

	/** Edges into a node. */
	into(name: string): Edge[] {
		return this.edges.filter(({ to }) => to === name);
	}

	/** Names of the nodes that items of these nodes can come to; one of these only when it is in a loop. */
	downstream(...names: string[]): Set<string> {
		const reached = new Set<string>();
		const open = [...names];
		for (let name = open.pop(); name !== undefined; name = open.pop()) {
			for (const { to } of this.from(name)) {
				if (reached.has(to)) continue;
				reached.add(to);
				open.push(to);
			}
		}
		return reached;
	}
}
