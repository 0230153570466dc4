import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type INode, type INodeType, type INodeTypes, type INodePropertyOptions, NodeHelpers, Workflow } from 'n8n-workflow';

const root = join(import.meta.dirname, '../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { n8n: { nodes: string[] } };

const nodes = new Map<string, INodeType>();
// One after another: Jest's loader of ES modules fails now and then when imports of one library overlap.
for (const file of manifest.n8n.nodes) {
	const name = /([^/]+)\.node\.js$/.exec(file)![1]!;
	const module = (await import(join(root, file.replace(/^dist\//, '').replace(/\.js$/, '.ts')))) as Record<string, new () => INodeType>;
	const node = new module[name]!();
	nodes.set(node.description.name, node);
}

/** What n8n's canvas writes below a node. */
function subtitleOf(node: INodeType, parameters: INode['parameters']): unknown {
	const { name: type, properties, subtitle } = node.description;
	const placed: INode = { id: '1', name: 'Placed', type, typeVersion: 1, position: [0, 0], parameters: {} };
	placed.parameters = NodeHelpers.getNodeParameters(properties, parameters, true, false, placed, node.description) ?? {};
	const nodeTypes = { getByName: () => node, getByNameAndVersion: () => node, getKnownTypes: () => ({}) } as INodeTypes;
	const workflow = new Workflow({ nodes: [placed], connections: {}, active: false, nodeTypes });
	return workflow.expression.getSimpleParameterValue(placed, subtitle, 'internal', {});
}

describe.each([...nodes.values()].filter(({ description }) => description.properties.some(({ name }) => name === 'resource')))(
	'on the canvas $description.displayName',
	(node) => {
		it('says in words what it does', () => {
			for (const { name, options = [], displayOptions } of node.description.properties) {
				if (name !== 'operation') continue;
				for (const { value, action } of options as INodePropertyOptions[]) {
					const parameters = { resource: displayOptions!.show!.resource![0] as string, operation: value };
					expect(subtitleOf(node, parameters)).toBe(action);
				}
			}
		});
	},
);

test('on the canvas the trigger of Ceph says where it looks', () => {
	const bucket = { __rl: true, mode: 'list', value: 'documents' };
	expect(subtitleOf(nodes.get('cephTrigger')!, { bucket, prefix: 'incoming/' })).toBe('documents/incoming/');
});

test.each([
	[{ mode: 'persistent', source: 'stream', stream: { __rl: true, mode: 'list', value: 'orders-1' }, group: { __rl: true, mode: 'name', value: 'invoicing' } }, 'orders-1 as invoicing'],
	[{ mode: 'catchUp', source: 'category', category: 'orders' }, 'orders-…'],
	[{ mode: 'catchUp', source: 'all' }, 'all streams'],
])('on the canvas the trigger of the event store says what it listens to: %j', (parameters, words) => {
	expect(subtitleOf(nodes.get('eventStoreTrigger')!, parameters)).toBe(words);
});

describe('in the node picker', () => {
	const triggers = [...nodes.values()].filter(({ description }) => description.group.includes('trigger'));
	const pairs = triggers.flatMap((trigger) => {
		const node = nodes.get(trigger.description.name.replace('Trigger', ''));
		return node === undefined ? [] : [{ node: node.description, trigger: trigger.description }];
	});

	// n8n shows one entry for both, with the trigger's description in place of the node's.
	it.each(pairs)('$node.displayName is described also where n8n shows the description of its trigger', ({ node, trigger }) => {
		expect(trigger.description).toContain(node.description);
		expect(trigger.description).toMatch(/start/);
	});
});
