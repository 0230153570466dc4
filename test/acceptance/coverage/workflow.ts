import type { INode } from 'n8n-workflow';

import { canvasOf, type Canvas } from '../../../acceptance/coverage/canvas.ts';
import { n8nKinds } from '../../../workflows/check/n8n/kinds.ts';

type Drawn = Partial<INode> & Pick<INode, 'type'>;

/** Nodes by their names, and wires as "from output to" or "from output to input". */
export function drawn(nodes: Record<string, Drawn>, ...wires: string[]): Canvas {
	const connections: Record<string, { main: { node: string; type: 'main'; index: number }[][] }> = {};
	for (const wire of wires) {
		const [from = '', output = '0', node = '', input = '0'] = wire.split(' ');
		const { main } = (connections[from] ??= { main: [] });
		while (main.length <= Number(output)) main.push([]);
		main[Number(output)]!.push({ node, type: 'main', index: Number(input) });
	}
	const all = Object.entries(nodes).map(([name, node], index): INode => ({ id: name, name, typeVersion: 1, position: [index * 220, 0], parameters: {}, ...node }));
	return canvasOf({ folder: 'drawn', id: 'drawn-id', name: 'Drawn <by hand>', nodes: all, connections }, new Map(n8nKinds(process.cwd())));
}

/** An If with both of its ways, one of which is joined again. */
export const branching = () =>
	drawn(
		{
			Begin: { type: 'n8n-nodes-base.manualTrigger' },
			Which: { type: 'n8n-nodes-base.if', typeVersion: 2.2 },
			Left: { type: 'n8n-nodes-base.noOp' },
			Right: { type: 'n8n-nodes-base.noOp' },
			Both: { type: 'n8n-nodes-base.merge', typeVersion: 3.2 },
			Note: { type: 'n8n-nodes-base.stickyNote', parameters: { content: '## How it **works**', height: 200, width: 300 } },
		},
		'Begin 0 Which',
		'Which 0 Left',
		'Which 1 Right',
		'Left 0 Both 0',
		'Right 0 Both 1',
	);
