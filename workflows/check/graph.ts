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
	private readonly kinds: ReadonlyMap<string, NodeKind>;

	constructor({ nodes, connections }: Process, kinds: ReadonlyMap<string, NodeKind>) {
		this.kinds = kinds;
		this.nodes = new Map(nodes.map((node) => [node.name, node]));
		this.edges = Object.entries(connections).flatMap(([from, { main = [] }]) =>
			main.flatMap((targets, output) =>
				(targets ?? []).map(({ node, index }) => ({ from, output, to: node, input: index })),
			),
		);
	}

	/** Names of a node's outputs; the extra one for errors is the last. Of an unknown type, as many as are connected. */
	outputs(node: INode): string[] {
		const kind = this.kinds.get(node.type);
		if (kind === undefined) {
			const connected = this.from(node.name).map(({ output }) => output);
			return Array.from({ length: Math.max(-1, ...connected) + 1 }, (_, index) => `Output ${index + 1}`);
		}
		return [...kind.outputs(node), ...(node.onError === 'continueErrorOutput' ? ['Error'] : [])];
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
