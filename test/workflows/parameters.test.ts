import type { INodeParameters, NodeParameterValueType } from 'n8n-workflow';

import { findings } from './small-library.ts';

/** What is found when parameters of the sound process's shelf are set, or removed with undefined. */
function shelved(parameters: Record<string, NodeParameterValueType | undefined>): string[] {
	return findings((_, { 'Shelve it': shelve }) => {
		shelve!.parameters = JSON.parse(JSON.stringify({ ...shelve!.parameters, ...parameters })) as INodeParameters;
	});
}

const SHOWN = 'resource, operation, shelf, title, cover, options, tag';

describe('parameters', () => {
	it.each<[string, Record<string, NodeParameterValueType | undefined>]>([
		['a choice', { cover: 'leather', colour: 'red' }],
		['expressions for each of them', { cover: '={{ $json.cover }}', colour: '={{ $json.colour }}', options: { copies: '={{ 2 }}', rare: '={{ true }}', meta: '={{ {} }}' } }],
		['options of every type', { options: { authors: ['Ada'], copies: 2, meta: '{"a": 1}', rare: false, tag: { values: [{ key: 'a', value: 'b' }] } } }],
		['a picked shelf by an expression', { shelf: { __rl: true, mode: 'list', value: '={{ $json.shelf }}' } }],
		['rows', { tag: { values: [{ key: 'a' }] } }],
	])('pass: %s', (_, parameters) => {
		expect(shelved(parameters)).toEqual([]);
	});

	it.each<[string, Record<string, NodeParameterValueType | undefined>, string]>([
		['unknown', { color: 'red' }, `parameter "color" is unknown to Shelf (allowed: ${SHOWN})`],
		['not shown by a sibling', { colour: 'red' }, `parameter "colour" does not apply to resource "book", operation "put" as set (allowed: ${SHOWN})`],
		['not of this operation', { operation: 'burn', options: undefined, shelf: undefined }, 'parameter "title" does not apply to resource "book", operation "burn" as set (allowed: resource, operation)'],
		['not among the options', { cover: 'steel' }, 'parameter "cover" is "steel" (allowed: "paper", "leather")'],
		['an operation that does not exist', { operation: 'eat' }, 'parameter "operation" is "eat" (allowed: "burn", "put")'],
		['an expression where none may be', { operation: '={{ "put" }}' }, 'parameter "operation" is an expression (allowed: a fixed value)'],
		['required and absent', { title: undefined }, 'parameter "title" is not accepted by n8n: Parameter "Title" is required.'],
		['required and not picked', { shelf: { __rl: true, mode: 'list', value: '' } }, 'parameter "shelf" is not accepted by n8n: Parameter "Shelf" is required.'],
		['picked in a way that does not exist', { shelf: { __rl: true, mode: 'url', value: 'A' } }, 'parameter "shelf" is picked by "url" (allowed: list, name)'],
		['not picked at all', { shelf: 'A' }, 'parameter "shelf" is a string (allowed: a picked value: { __rl, mode, value })'],
		['a key that a collection lacks', { options: { pages: 3 } }, 'parameter "options.pages" is unknown to Shelf (allowed: authors, copies, meta, rare, tag)'],
		['a collection that is none', { options: 'rare' }, 'parameter "options" is a string (allowed: an object)'],
		['of another type: number', { options: { copies: '2' } }, 'parameter "options.copies" is a string (allowed: a number)'],
		['of another type: boolean', { options: { rare: 'yes' } }, 'parameter "options.rare" is a string (allowed: a boolean)'],
		['of another type: text', { title: 5 }, 'parameter "title" is a number (allowed: a text)'],
		['of another type: texts', { options: { authors: 'Ada' } }, 'parameter "options.authors" is no list of texts (allowed: texts)'],
		['JSON that cannot be read', { options: { meta: '{a}' } }, 'parameter "options.meta" is not JSON (allowed: JSON, or an expression that gives an object)'],
		['a group of rows that does not exist', { tag: { rows: [] } }, 'parameter "tag.rows" is unknown to Shelf (allowed: values)'],
		['a key that a row lacks', { tag: { values: [{ key: 'a', kind: 'b' }] } }, 'parameter "tag.values[0].kind" is unknown to Shelf (allowed: key, value)'],
		['rows that are no list', { tag: { values: { key: 'a' } } }, 'parameter "tag.values" is not as n8n stores it (allowed: a list of rows)'],
		['required in a row as it is', { tag: { values: [{ key: 'weight' }] } }, 'parameter "tag.values[0].unit" is required (allowed: a value)'],
		['required in a row of a collection', { options: { tag: { values: [{ value: 'b' }] } } }, 'parameter "options.tag.values[0].key" is required (allowed: a value)'],
	])('are found: %s', (_, parameters, problem) => {
		expect(shelved(parameters)).toContain(`"Shelve it": ${problem}`);
	});
});

describe('credentials', () => {
	const ipfs = 'the stack provisions no credential {"id":"cim-ipfs","name":"Kubo"} of type ipfsApi (allowed: {"id":"cim-ipfs","name":"IPFS (Kubo)"})';
	const unused = 'does not use a credential of type netBoxApi (allowed: ipfsApi)';

	it.each([
		['absent', {}, 'has no credential of type ipfsApi'],
		['not provisioned', { ipfsApi: { id: 'cim-ipfs', name: 'Kubo' } }, ipfs],
		['of a type for another resource', { ipfsApi: { id: 'cim-ipfs', name: 'IPFS (Kubo)' }, netBoxApi: { id: 'cim-netbox', name: 'NetBox' } }, unused],
	])('are found: %s', (_, credentials, problem) => {
		expect(findings((__, { 'Shelve it': shelve }) => (shelve!.credentials = credentials))).toEqual([`"Shelve it": ${problem}`]);
	});

	it('are asked for when the resource shows them, and only required ones', () => {
		const found = findings((_, { 'Shelve it': shelve }) => {
			shelve!.parameters = { resource: 'room' };
			shelve!.credentials = undefined;
		});
		expect(found).toEqual([]);
	});

	it('are none that a node has no use for', () => {
		const credentials = { httpHeaderAuth: { id: 'x', name: 'X' } };
		expect(findings((_, { Answer: answer }) => (answer!.credentials = credentials))).toEqual([
			'"Answer": does not use a credential of type httpHeaderAuth (allowed: jwtAuth)',
		]);
	});
});
