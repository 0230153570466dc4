import { setTimeout as sleep } from 'node:timers/promises';

import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeApiError, NodeConnectionTypes, NodeOperationError } from 'n8n-workflow';

import { InvalidField, SystemError } from '../../../nodes/shared/errors.ts';
import { collection, rows } from '../../../nodes/shared/field.ts';
import { defineNode, defineResource } from '../../../nodes/shared/node.ts';
import { defineBulkOperation, defineOperation, output } from '../../../nodes/shared/operation.ts';
import { bytesOf, runNode, storedBinary } from '../../support/node-runner.ts';

interface Context {
	/** Items in the order in which they were begun. */
	calls: number[];
	/** Items in the order in which they were done. */
	done: number[];
}

const wait = defineOperation<Context>()({
	name: 'Wait',
	action: 'Wait a while',
	description: 'Waits as long as it is told',
	fields: {
		milliseconds: { displayName: 'Milliseconds', type: 'number', default: 0, required: true },
		unit: { displayName: 'Unit', type: 'options', options: [{ name: 'Ms', value: 'ms' }, { name: 'S', value: 's' }], default: 'ms' },
		options: collection('Add option', { note: { displayName: 'Note', type: 'string', default: '' } }),
		tags: rows('Tags', 'Tag', { key: { displayName: 'Key', type: 'string', default: '' } }),
	},
	async run({ fields, index, calls, done }) {
		calls.push(index);
		await sleep(fields.milliseconds);
		done.push(index);
		const unit: 'ms' | 's' = fields.unit;
		const note: string | undefined = fields.options.note;
		if (note === 'system') throw new SystemError({ message: 'out of order', code: '503', description: 'Repair it' });
		if (note === 'input') throw new InvalidField('Note', 'cannot be that', 'anything else');
		return { waited: fields.milliseconds, unit, note, keys: fields.tags.map(({ key }) => key) };
	},
});

const count = defineOperation<Context>()({
	name: 'Count',
	action: 'Count up',
	description: 'Counts for ever',
	fields: {},
	list: true,
	async *run({ calls }) {
		for (let number = 0; ; number++) {
			calls.push(number);
			yield { number };
		}
	},
});

const copy = defineOperation<Context>()({
	name: 'Copy',
	action: 'Copy a file',
	description: 'Copies a file and leaves by the second output',
	fields: { property: { displayName: 'Input Binary Field', type: 'binary', default: 'data' } },
	async run({ fields, binary }) {
		const { stream, fileName, mimeType, size } = await binary.read(fields.property);
		return output({ size }, { binary: { copy: await binary.write(stream, fileName, mimeType) }, branch: 'second' });
	},
});

const sum = defineBulkOperation<Context>()({
	name: 'Sum',
	action: 'Sum up',
	description: 'Sums the numbers of all items',
	fields: { number: { displayName: 'Number', type: 'number', default: 0 } },
	async runAll({ inputs }) {
		const total = inputs.reduce((so, { fields }) => so + fields.number, 0);
		return inputs.map(() => ({ total }));
	},
});

function sample(connect?: () => never) {
	const calls: number[] = [];
	const done: number[] = [];
	const declared = defineNode<Context>({
		resources: { thing: defineResource<Context>({ name: 'Thing', operations: { wait, count, copy, sum } }) },
		connect: connect ?? (() => ({ calls, done })),
		branches: ['first', 'second'],
		errorBranch: 'second',
		concurrency: 4,
	});
	const type: INodeType = {
		description: {
			displayName: 'Sample',
			name: 'sample',
			group: ['transform'],
			version: 1,
			description: 'Shows what the core does',
			defaults: { name: 'Sample' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
			properties: declared.properties,
		} satisfies INodeTypeDescription,
		async execute(this: IExecuteFunctions) {
			return await declared.execute(this);
		},
	};
	return { type, calls, done };
}

const items = (...values: object[]): INodeExecutionData[] => values.map((value) => ({ json: value as INodeExecutionData['json'] }));
const parameters = { resource: 'thing', operation: 'wait', milliseconds: '={{ $json.ms }}', options: { note: '={{ $json.note }}' } };

describe('the item loop', () => {
	it('keeps the order of the items while several run at once, and pairs them', async () => {
		const { type, done } = sample();
		const [first] = await runNode(type, { parameters, items: items({ ms: 600 }, { ms: 400 }, { ms: 200 }, { ms: 1 }) });
		expect(first!.map(({ json, pairedItem }) => [json.waited, pairedItem])).toEqual([
			[600, { item: 0 }],
			[400, { item: 1 }],
			[200, { item: 2 }],
			[1, { item: 3 }],
		]);
		expect(done).toEqual([3, 2, 1, 0]);
	});

	it('gives typed values of collections and tables', async () => {
		const { type } = sample();
		const [first] = await runNode(type, {
			parameters: { ...parameters, milliseconds: '3', tags: { values: [{ key: 'a' }, { key: 'b' }] }, options: { note: 'x' } },
		});
		expect(first![0]!.json).toEqual({ waited: 3, unit: 'ms', note: 'x', keys: ['a', 'b'] });
	});

	it('begins no further item after a failure, and names the item and the field', async () => {
		const { type, calls } = sample();
		const run = runNode(type, {
			parameters,
			items: items({ ms: 1, note: 'input' }, ...Array.from({ length: 20 }, () => ({ ms: 20 }))),
		});
		const error: NodeOperationError = await run.then(
			() => { throw new Error('did not fail'); },
			(thrown: NodeOperationError) => thrown,
		);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error.message).toBe('Note: cannot be that');
		expect(error.description).toBe('Allowed: anything else');
		expect(error.context.itemIndex).toBe(0);
		expect(calls.length).toBeLessThan(6);
	});

	it("keeps a failing system's own message", async () => {
		const { type } = sample();
		const run = runNode(type, { parameters, items: items({ ms: 1 }, { ms: 1, note: 'system' }) });
		await expect(run).rejects.toMatchObject({ message: 'out of order', description: 'Repair it', httpCode: '503', context: { itemIndex: 1 } });
		await expect(run).rejects.toBeInstanceOf(NodeApiError);
	});

	it('goes on after a failure when the user chose so; what failed leaves by the output for failures', async () => {
		const { type } = sample();
		const [first, second] = await runNode(type, {
			parameters,
			onError: 'continueRegularOutput',
			items: items({ ms: 1, note: 'system' }, { ms: 2 }),
		});
		expect(first!.map(({ json }) => json.waited)).toEqual([2]);
		expect(second).toEqual([{ json: { error: 'out of order', details: { code: '503', description: 'Repair it' } }, binary: undefined, pairedItem: { item: 0 } }]);
	});

	it('fails every item when there is no connection: none may leave as if all were well', async () => {
		const { type } = sample(() => {
			throw new SystemError({ message: 'no such host' });
		});
		const run = { parameters, items: items({ ms: 1 }, { ms: 2 }) };
		await expect(runNode(type, run)).rejects.toThrow('no such host');
		const [first, second] = await runNode(type, { ...run, onError: 'continueRegularOutput' });
		expect(first).toEqual([]);
		expect(second!.map(({ json, pairedItem }) => [json.error, pairedItem])).toEqual([
			['no such host', { item: 0 }],
			['no such host', { item: 1 }],
		]);
	});

	it.each([
		['a missing required value', { milliseconds: '' }, 'Milliseconds: a value is required'],
		['text for a number', { milliseconds: 'soon' }, 'Milliseconds: got "soon"'],
		['a choice that is not offered', { unit: 'h' }, 'Unit: got "h"'],
	])('refuses %s', async (_what, wrong, message) => {
		const { type, calls } = sample();
		await expect(runNode(type, { parameters: { ...parameters, milliseconds: 1, ...wrong } })).rejects.toThrow(message);
		expect(calls).toEqual([]);
	});

	it('stops the source of a list at the limit', async () => {
		const { type, calls } = sample();
		const [first] = await runNode(type, { parameters: { resource: 'thing', operation: 'count', returnAll: false, limit: 3 } });
		expect(first!.map(({ json }) => json.number)).toEqual([0, 1, 2]);
		expect(calls).toEqual([0, 1, 2]);
	});

	it("streams files from and to n8n's store", async () => {
		const { type } = sample();
		const data = await storedBinary(Buffer.from('hello'), 'hello.txt', 'text/plain');
		const [first, second] = await runNode(type, {
			parameters: { resource: 'thing', operation: 'copy', property: 'data' },
			items: [{ json: {}, binary: { data } }],
		});
		expect(first).toEqual([]);
		expect(second![0]!.json).toEqual({ size: 5 });
		expect(second![0]!.binary!.copy).toMatchObject({ fileName: 'hello.txt', mimeType: 'text/plain' });
		expect(String(await bytesOf(second![0]!.binary!.copy))).toBe('hello');
	});

	it('reads a file of an earlier node by an expression', async () => {
		const { type } = sample();
		const data = await storedBinary(Buffer.from('earlier'), 'a.txt', 'text/plain');
		const [, second] = await runNode(type, {
			parameters: { resource: 'thing', operation: 'copy', property: '={{ $json.file }}' },
			items: [{ json: { file: { ...data } } }],
		});
		expect(String(await bytesOf(second![0]!.binary!.copy))).toBe('earlier');
	});

	it('hands all items at once to an operation that asks for it', async () => {
		const { type } = sample();
		const [first] = await runNode(type, {
			parameters: { resource: 'thing', operation: 'sum', number: '={{ $json.n }}' },
			items: items({ n: 1 }, { n: 2 }, { n: 3 }),
		});
		expect(first!.map(({ json, pairedItem }) => [json.total, pairedItem])).toEqual([
			[6, { item: 0 }],
			[6, { item: 1 }],
			[6, { item: 2 }],
		]);
	});
});
