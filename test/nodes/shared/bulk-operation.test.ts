import type { IExecuteFunctions, INodeType } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { InvalidField } from '../../../nodes/shared/errors.ts';
import { type DeclaredNode, defineOperations } from '../../../nodes/shared/node.ts';
import { defineBulkOperation } from '../../../nodes/shared/operation.ts';
import { runNode } from '../../support/node-runner.ts';

/** Doubles numbers, all at once; odd ones fail alone. */
const double = (more: { independent?: true } = {}) =>
	defineBulkOperation<object>()({
		name: 'Double',
		action: 'Double numbers',
		description: 'Doubles even numbers',
		fields: { number: { displayName: 'Number', type: 'number', default: 0, required: true } },
		...more,
		async runAll({ inputs }) {
			return inputs.map(({ fields }) =>
				fields.number % 2 === 0 ? { doubled: fields.number * 2 } : new InvalidField('Number', 'is odd'),
			);
		},
	});

const nodeOf = (declared: DeclaredNode): INodeType => ({
	description: {
		displayName: 'Sample',
		name: 'sample',
		group: ['transform'],
		version: 1,
		description: 'Shows what a bulk operation may answer',
		defaults: { name: 'Sample' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: declared.properties,
	},
	async execute(this: IExecuteFunctions) {
		return await declared.execute(this);
	},
});
const type = nodeOf(defineOperations<object>({ operations: { double: double() }, connect: () => ({}) }));
const independent = nodeOf(defineOperations<object>({ operations: { double: double({ independent: true }) }, connect: () => ({}) }));

const parameters = { number: '={{ $json.n }}' };
const numbers = (...values: unknown[]) => values.map((n) => ({ json: { n: n as number } }));

describe('an operation on all items at once', () => {
	it('fails an item alone when its result is an error and the user chose to continue', async () => {
		const [items] = await runNode(type, { parameters, items: numbers(2, 3, 4), onError: 'continueRegularOutput' });
		expect(items!.map(({ json, pairedItem }) => [json.doubled ?? json.error, pairedItem])).toEqual([
			[4, { item: 0 }],
			['Number: is odd', { item: 1 }],
			[8, { item: 2 }],
		]);
	});

	it('fails all for one whose fields are wrong, unless its items are independent', async () => {
		const items = numbers('x', 2, 3, 4);
		const [together] = await runNode(type, { parameters, items, onError: 'continueRegularOutput' });
		expect(together!.map(({ json }) => json.error)).toEqual(items.map(() => 'Number: got "x"'));
		const [alone] = await runNode(independent, { parameters, items, onError: 'continueRegularOutput' });
		expect(alone!.map(({ json, pairedItem }) => [json.doubled ?? json.error, pairedItem])).toEqual([
			['Number: got "x"', { item: 0 }],
			[4, { item: 1 }],
			['Number: is odd', { item: 2 }],
			[8, { item: 3 }],
		]);
		const [none] = await runNode(independent, { parameters, items: numbers('x', 'y'), onError: 'continueRegularOutput' });
		expect(none!.map(({ json }) => json.error)).toEqual(['Number: got "x"', 'Number: got "y"']);
		await expect(runNode(independent, { parameters, items })).rejects.toMatchObject({ message: 'Number: got "x"', context: { itemIndex: 0 } });
	});

	it.each([
		['whose result is an error', numbers(2, 4, 5), 'Number: is odd'],
		['whose fields are wrong', numbers(2, 4, 'x'), 'Number: got "x"'],
	])('names the item %s', async (_what, items, message) => {
		await expect(runNode(type, { parameters, items })).rejects.toMatchObject({ message, context: { itemIndex: 2 } });
	});
});
