import type { INode, INodeParameters } from 'n8n-workflow';
import { v5 } from 'uuid';

/** Namespace of the ids of nodes in composed workflows (RFC 9562, 5.5). */
const NAMESPACE = '5f0b8a54-6a0e-4c7e-9f3c-2d8f1f6f3b27';

/** A workflow as n8n exports it. */
export interface Exported {
	name: string;
	nodes: INode[];
	connections: Record<string, { main: Connection[][] }>;
	pinData: object;
	active: boolean;
	settings: Record<string, string>;
	id: string;
	tags: string[];
	description: string;
}

interface Connection {
	node: string;
	type: 'main';
	index: number;
}

/** What a node has beside its parameters. */
export type Extra = Partial<Pick<INode, 'credentials' | 'webhookId' | 'onError'>>;

/** A canvas on which nodes are put, and wires between them. */
export class Drawing {
	private readonly process: string;
	private readonly nodes: INode[] = [];
	private readonly wires: { from: string; output: number; to: string }[] = [];

	/** @param process name of the process; ids of nodes are made of it and of what they are for */
	constructor(process: string) {
		this.process = process;
	}

	/**
	 * Puts a node on the canvas.
	 *
	 * @param role what it is for. Runs know their steps by the ids of the nodes, so a step keeps its id when others come before or
	 * behind it.
	 */
	put(role: string, name: string, [type, typeVersion]: readonly [string, number], position: [number, number], parameters: INodeParameters, extra: Extra = {}): string {
		const { webhookId, ...rest } = extra;
		const id = v5(`${this.process}/${role}`, NAMESPACE);
		this.nodes.push({ parameters, id, name, type, typeVersion, position, ...rest, ...(webhookId !== undefined && { webhookId }) });
		return name;
	}

	/** A note of this colour, behind the nodes. */
	note(color: number, content: string, position: [number, number], [width, height]: readonly [number, number]): void {
		const number = this.nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote').length + 1;
		this.put(`note ${number}`, `Note ${number}`, ['n8n-nodes-base.stickyNote', 1], position, { content, height, width, color });
	}

	wire(from: string, output: number, to: string): void {
		this.wires.push({ from, output, to });
	}

	exported(about: Pick<Exported, 'name' | 'description'>): Exported {
		return {
			name: about.name,
			nodes: this.nodes,
			connections: this.connections(),
			pinData: {},
			active: false,
			settings: { executionOrder: 'v1', saveDataErrorExecution: 'all', saveDataSuccessExecution: 'all', callerPolicy: 'workflowsFromSameOwner' },
			id: this.process,
			tags: [],
			description: about.description,
		};
	}

	private connections(): Exported['connections'] {
		const connections: Exported['connections'] = {};
		for (const { name } of this.nodes) {
			for (const { output, to } of this.wires.filter(({ from }) => from === name)) {
				const { main } = (connections[name] ??= { main: [] });
				while (main.length <= output) main.push([]);
				main[output]!.push({ node: to, type: 'main', index: 0 });
			}
		}
		return connections;
	}
}
