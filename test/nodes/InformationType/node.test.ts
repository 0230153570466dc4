import type { INodeExecutionData } from 'n8n-workflow';

import { InformationType } from '../../../nodes/InformationType/InformationType.node.ts';
import { runNode, storedBinary } from '../../support/node-runner.ts';

const item = (json: object): INodeExecutionData => ({ json: json as INodeExecutionData['json'] });
const parameters = { operation: 'validate', source: 'package', type: 'document#Document', value: '={{ $json }}', options: {} };
const text = { ...parameters, source: 'text', schema: 'type Point struct {\n\tx Int\n}', root: 'Point' };

describe('Information Type', () => {
	it('parts valid from invalid items, each with its file and its origin', async () => {
		const data = await storedBinary(Buffer.from('x'), 'x.txt', 'text/plain');
		const good = { tenant: 'acme', name: 'a.pdf', mediaType: 'application/pdf' };
		const [valid, invalid] = await runNode(new InformationType(), {
			parameters,
			items: [{ ...item({ tenant: 'acme' }), binary: { data } }, { ...item(good), binary: { data } }],
		});
		expect(valid).toEqual([{ json: good, binary: { data }, pairedItem: { item: 1 } }]);
		expect(invalid).toEqual([
			{
				json: { tenant: 'acme', problems: [{ path: 'name', problem: 'missing, expected String' }] },
				binary: { data },
				pairedItem: { item: 0 },
			},
		]);
	});

	it('validates a part of an item and lets the whole item pass', async () => {
		const whole = { body: { x: 1 }, headers: {} };
		const [valid] = await runNode(new InformationType(), { parameters: { ...text, value: '={{ $json.body }}' }, items: [item(whole)] });
		expect(valid!.map(({ json }) => json)).toEqual([whole]);
	});

	it('takes JSON that is typed in', async () => {
		const [, invalid] = await runNode(new InformationType(), { parameters: { ...text, value: '{"x": "1"}' } });
		expect(invalid![0]!.json.problems).toEqual([{ path: 'x', problem: 'expected Int, got String' }]);
	});

	it.each([
		['"123"', 'Int', 'expected Int, got String'],
		['"true"', 'Bool', 'expected Bool, got String'],
		[`'{"x":1}'`, 'Point', 'expected Map, got String'],
	])('keeps the type of what an expression gives: %s is no %s', async (expression, type, problem) => {
		const schema = `${text.schema}\ntype Root struct {\n\tx ${type}\n}`;
		const named = { ...text, schema, root: 'Root', value: `={{ { x: ${expression} } }}` };
		const whole = { ...text, schema: `${text.schema}\ntype Root = ${type}`, root: 'Root', value: `={{ ${expression} }}` };
		for (const [parameters, path] of [[named, 'x'], [whole, '']] as const) {
			const [valid, invalid] = await runNode(new InformationType(), { parameters });
			expect([valid, invalid![0]!.json.problems]).toEqual([[], [{ path, problem }]]);
		}
	});

	it('takes text of an expression for text, and JSON with expressions in it for JSON', async () => {
		const schema = 'type Status enum {\n\t| Draft\n\t| Final\n}\ntype Point struct {\n\tx Int\n}';
		const items = [item({ status: 'Draft', x: 7 })];
		for (const [root, value] of [['Status', '={{ $json.status }}'], ['Point', '={"x": {{ $json.x }}}']] as const) {
			const [valid] = await runNode(new InformationType(), { parameters: { ...text, schema, root, value }, items });
			expect(valid).toHaveLength(1);
		}
	});

	it('finds nothing invalid rather than failing', async () => {
		const [, invalid] = await runNode(new InformationType(), { parameters: { ...text, value: '={{ $json.none }}' } });
		expect(invalid![0]!.json.problems).toEqual([{ path: '', problem: 'expected Map, got Nothing' }]);
	});

	it('shapes an item to its type', async () => {
		const [valid, invalid] = await runNode(new InformationType(), {
			parameters: { ...parameters, operation: 'shape' },
			items: [item({ tenant: 'acme', name: 'a', junk: 1 }), item({ tenant: 'acme', name: 'a', mediaType: 1, junk: 1 })],
		});
		expect(valid!.map(({ json }) => json)).toEqual([{ tenant: 'acme', name: 'a', mediaType: 'application/octet-stream' }]);
		expect(invalid![0]!.json).toMatchObject({ junk: 1, problems: [{ path: 'mediaType', problem: 'expected String, got Int' }] });
	});

	it('adds the CID of the type where the user wants it', async () => {
		const [described] = await runNode(new InformationType(), { parameters: { ...text, operation: 'describe' } });
		const { cid } = described![0]!.json;
		expect(described![0]!.json).toMatchObject({ name: 'Point', schema: { types: { Point: { struct: { fields: { x: { type: 'Int' } } } } } } });
		for (const operation of ['validate', 'shape']) {
			const [valid] = await runNode(new InformationType(), {
				parameters: { ...text, operation, options: { typeCidField: 'type' } },
				items: [item({ x: 1 })],
			});
			expect(valid![0]!.json).toEqual({ x: 1, type: cid });
		}
	});

	it('fails for a schema that cannot be read, naming its line', async () => {
		const run = runNode(new InformationType(), { parameters: { ...text, schema: 'type Point struct {\n\tx\n}' } });
		await expect(run).rejects.toMatchObject({ message: expect.stringContaining('Schema: line 2') as string });
	});
});
