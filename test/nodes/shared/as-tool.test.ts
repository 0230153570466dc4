import { Readable } from 'node:stream';

import type { INodeParameters, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { InvalidField, SystemError } from '../../../nodes/shared/errors.ts';
import { defineOperations } from '../../../nodes/shared/node.ts';
import { defineOperation, output } from '../../../nodes/shared/operation.ts';
import { runNode } from '../../support/node-runner.ts';

const fetch = defineOperation<object>()({
	name: 'Fetch',
	action: 'Fetch a thing',
	description: 'Fetches a thing in one of several ways',
	fields: {
		mode: { displayName: 'Mode', type: 'options', options: [{ name: 'Good', value: 'good' }, { name: 'Bad', value: 'bad' }], default: 'good' },
		text: { displayName: 'Text', type: 'string', default: '' },
	},
	async run({ fields: { mode, text }, binary }) {
		if (text === 'system') throw new SystemError({ message: 'Out of order', description: 'Repair it.', code: '503' });
		if (text === 'field') throw new InvalidField('Text', 'cannot be that', 'anything else');
		if (mode === 'bad') return output({ problems: 1 }, { branch: 'second' });
		if (text === '') return { plain: true };
		const bytes = text.startsWith('hex:') ? Buffer.from(text.slice(4), 'hex') : Buffer.from(text);
		return output({ key: 'a.txt' }, { binary: { data: await binary.write(Readable.from([bytes]), 'a.txt', 'text/plain') } });
	},
});
const list = defineOperation<object>()({ name: 'List', action: 'List things', description: 'Lists nothing', fields: {}, list: true, run: () => [] });
const declared = defineOperations<object>({ operations: { fetch, list }, connect: () => ({}), branches: ['first', 'second'] });

const description: INodeTypeDescription = {
	displayName: 'Sample',
	name: 'sample',
	group: ['transform'],
	version: 1,
	description: 'A sample',
	defaults: { name: 'Sample' },
	inputs: [NodeConnectionTypes.Main],
	outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
	properties: declared.properties,
};

const node: INodeType = {
	description,
	async execute() {
		return await declared.execute(this);
	},
};

const call = async (parameters: INodeParameters, asTool = true) =>
	await runNode(node, { asTool, parameters: { operation: 'fetch', mode: 'good', text: '', ...parameters } });
const answer = async (parameters: INodeParameters) => {
	const [items, ...others] = await call(parameters);
	expect(others).toEqual([]);
	return items!.map(({ json }) => json);
};

describe('a node that is the tool of an agent', () => {
	it('answers whichever output an item leaves by', async () => {
		expect(await answer({ mode: 'bad' })).toEqual([{ problems: 1 }]);
		expect(await answer({})).toEqual([{ plain: true }]);
	});

	it('says that there is nothing', async () => {
		expect(await answer({ operation: 'list' })).toEqual([{ results: [] }]);
	});

	it('names the words that it takes, in the message', async () => {
		await expect(call({ mode: 'Good' })).rejects.toMatchObject({ message: 'Mode: got "Good". Allowed: good, bad' });
		await expect(call({ text: 'field' })).rejects.toMatchObject({ message: 'Text: cannot be that. Allowed: anything else' });
		await expect(call({ text: 'system' })).rejects.toMatchObject({ message: 'Out of order. Repair it.' });
	});

	it('gives files as text', async () => {
		expect(await answer({ text: 'Grüße\n' })).toEqual([{ key: 'a.txt', files: { data: { fileName: 'a.txt', mimeType: 'text/plain', text: 'Grüße\n' } } }]);
		const [item] = (await call({ text: 'x' }))[0]!;
		expect(item).not.toHaveProperty('binary');
	});

	it('gives no more of a file than a model can take, and no half characters', async () => {
		const [{ files }] = (await answer({ text: `a${'ü'.repeat(20_000)}` })) as [{ files: { data: { text: string; omitted: string } } }];
		expect(files.data).toMatchObject({ text: `a${'ü'.repeat(16_383)}`, omitted: 'what comes after the first 32768 bytes' });
		const [{ files: whole }] = (await answer({ text: 'a'.repeat(32_768) })) as [{ files: object }];
		expect(whole).toEqual({ data: { fileName: 'a.txt', mimeType: 'text/plain', text: 'a'.repeat(32_768) } });
	});

	it.each(['fffe4100', '41004200', '89504e47'])('says that a file is no text: %s', async (hex) => {
		expect(await answer({ text: `hex:${hex}` })).toEqual([
			{ key: 'a.txt', files: { data: { fileName: 'a.txt', mimeType: 'text/plain', omitted: 'it is not text in UTF-8' } } },
		]);
	});
});

test('a node in a workflow keeps its outputs, its files and its messages', async () => {
	const [first, second] = await call({ mode: 'bad' }, false);
	expect([first, second!.map(({ json }) => json)]).toEqual([[], [{ problems: 1 }]]);
	expect((await call({ text: 'x' }, false))[0]![0]).toMatchObject({ json: { key: 'a.txt' }, binary: { data: { fileName: 'a.txt' } } });
	expect(await call({ operation: 'list' }, false)).toEqual([[], []]);
	await expect(call({ mode: 'Good' }, false)).rejects.toMatchObject({ message: 'Mode: got "Good"', description: 'Allowed: good, bad' });
});
