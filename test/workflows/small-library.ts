import { join } from 'node:path';

import type { IConnections, INode, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { AuthentikGate } from '../../nodes/AuthentikGate/AuthentikGate.node.ts';
import { InformationType } from '../../nodes/InformationType/InformationType.node.ts';
import { Process as ProcessNode } from '../../nodes/Process/Process.node.ts';
import { collection, locator, rows } from '../../nodes/shared/field.ts';
import { defineNode, defineResource } from '../../nodes/shared/node.ts';
import { defineOperation } from '../../nodes/shared/operation.ts';
import type { Library } from '../../workflows/check/library.ts';
import { n8nKinds } from '../../workflows/check/n8n/kinds.ts';
import { checkProcess } from '../../workflows/check/library.ts';
import type { NodeClasses } from '../../workflows/check/node-kind.ts';
import { packageKinds } from '../../workflows/check/node-kind.ts';
import type { Process } from '../../workflows/check/process.ts';
import { provisionedCredentials } from '../../workflows/check/provisioned.ts';
import { lineOf } from '../../workflows/check/rule.ts';

const text = { type: 'string', default: '' } as const;
const run = () => ({});
const tag = rows('Tags', 'Tag', {
	key: { ...text, displayName: 'Key', required: true },
	value: { ...text, displayName: 'Value' },
	unit: { ...text, displayName: 'Unit', required: true, show: { key: ['weight'] } },
});
/** An operation without fields. */
const bare = (action: string) =>
	defineOperation<object>()({ name: action, action, description: action, fields: {}, run });

const book = defineResource<object>({
	name: 'Book',
	operations: {
		put: defineOperation<object>()({
			name: 'Put',
			action: 'Put a book',
			description: 'Put a book',
			fields: {
				shelf: locator('searchShelves', { displayName: 'Shelf' }),
				title: { ...text, displayName: 'Title', required: true },
				cover: {
					displayName: 'Cover',
					type: 'options',
					options: [
						{ name: 'Paper', value: 'paper' },
						{ name: 'Leather', value: 'leather' },
					],
					default: 'paper',
				},
				colour: { ...text, displayName: 'Colour', show: { cover: ['leather'] } },
				options: collection('Add option', {
					authors: { type: 'string', displayName: 'Authors', typeOptions: { multipleValues: true }, default: [] },
					copies: { displayName: 'Copies', type: 'number', default: 1 },
					meta: { displayName: 'Meta', type: 'json', default: '{}' },
					rare: { displayName: 'Rare', type: 'boolean', default: false },
					tag,
				}),
				tag,
			},
			run,
		}),
		burn: bare('Burn a book'),
	},
});
const room = defineResource<object>({ name: 'Room', operations: { air: bare('Air a room') } });
const shelf = defineNode<object>({ resources: { book, room }, connect: () => ({}) });

/** A node of the package as the library's own, with every kind of parameter. */
class Shelf implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Shelf',
		name: 'shelf',
		group: ['transform'],
		version: [1, 2],
		description: 'Keeps books',
		defaults: { name: 'Shelf' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'ipfsApi', required: true, displayOptions: { show: { resource: ['book'] } } },
			{ name: 'netBoxApi', displayOptions: { show: { resource: ['room'] } } },
		],
		properties: shelf.properties,
	};
}

export const classes: NodeClasses = { AuthentikGate, InformationType, Process: ProcessNode, Shelf };

type Parameters = INode['parameters'];
type More = Partial<Omit<INode, 'parameters'>>;

/** A node at a place of its own, of the type `n8n-nodes-base.<type>` unless it names a package. */
export function node(name: string, type: string, typeVersion: number, x: number, parameters: Parameters = {}, more: More = {}): INode {
	const whole = type.includes('.') ? type : `n8n-nodes-base.${type}`;
	return { id: `id of ${name}`, name, type: whole, typeVersion, position: [x, 0], parameters, ...more };
}

/** Connections written as `from`, its output, `to`. */
export function edges(...list: readonly (readonly [string, number, string])[]): IConnections {
	const connections: IConnections = {};
	for (const [from, output, to] of list) {
		const outputs = (connections[from] ??= { main: [] }).main!;
		while (outputs.length <= output) outputs.push([]);
		outputs[output]!.push({ node: to, type: 'main', index: 0 });
	}
	return connections;
}

/** A sound process: whatever a test finds in a variant of it, the variant brought in. */
export function shelveBook(): Process {
	const overview = '## Shelve book\n### How it works\n1. A caller sends a book.\n\n### Setup\n- Choose your credentials.';
	return {
		folder: 'shelve-book',
		id: 'shelve-book',
		name: 'Shelve book',
		nodes: [
			node('Overview', 'stickyNote', 1, -400, { content: overview, color: 1 }),
			node('Section', 'stickyNote', 1, 0, { content: 'Shelve the book', color: 7 }),
			node('Receive book', 'webhook', 2.1, 0, { httpMethod: 'POST', path: 'books', responseMode: 'responseNode' }),
			node('Check the caller', 'n8n-nodes-cim.authentikGate', 1, 200, {
				token: '={{ $json.headers.authorization }}',
				requiredGroups: ['readers'],
			}, { credentials: { authentikApplicationApi: { id: 'cim-authentik', name: 'Authentik application' } } }),
			node('Refuse', 'respondToWebhook', 1.5, 400, { respondWith: 'json', responseBody: '={{ $json.denial }}' }),
			node('Shelve it', 'n8n-nodes-cim.shelf', 2, 400, {
				resource: 'book',
				operation: 'put',
				shelf: { __rl: true, mode: 'name', value: 'A' },
				title: "={{ $('Receive book').first().json.title }}",
				options: { rare: true },
			}, { onError: 'continueErrorOutput', credentials: { ipfsApi: { id: 'cim-ipfs', name: 'IPFS (Kubo)' } } }),
			node('Answer', 'respondToWebhook', 1.5, 600),
			node('Answer that it failed', 'respondToWebhook', 1.5, 600),
		],
		connections: edges(
			['Receive book', 0, 'Check the caller'],
			['Check the caller', 0, 'Refuse'],
			['Check the caller', 1, 'Shelve it'],
			['Shelve it', 0, 'Answer'],
			['Shelve it', 1, 'Answer that it failed'],
		),
		pinData: {},
		settings: {},
	};
}

const ofN8n = n8nKinds(join(import.meta.dirname, '../..'));

export function libraryOf(...processes: Process[]): Library {
	return {
		processes,
		kinds: new Map([...ofN8n, ...packageKinds('n8n-nodes-cim', classes)]),
		credentials: provisionedCredentials,
		has: () => true,
	};
}

type Change = (process: Process, nodes: Record<string, INode>) => void;

/** What is found when the sound process is changed; each as a line without the workflow's name. */
export function findings(change: Change, others: Process[] = []): string[] {
	const process = shelveBook();
	change(process, Object.fromEntries(process.nodes.map((entry) => [entry.name, entry])));
	const found = checkProcess(process, libraryOf(process, ...others));
	return found.map((finding) => lineOf(finding).replace(/^shelve-book[:,] /, ''));
}
