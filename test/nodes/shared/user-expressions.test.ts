import type { INodeParameters, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { defineOperations } from '../../../nodes/shared/node.ts';
import { defineOperation } from '../../../nodes/shared/operation.ts';
import { runNode } from '../../support/node-runner.ts';

const echo = defineOperation<object>()({
	name: 'Echo',
	action: 'Echo a value',
	description: 'Echoes what it was given',
	fields: {
		at: { displayName: 'At', type: 'dateTime', default: '' },
		document: { displayName: 'Document', type: 'json', default: '' },
		value: { displayName: 'Value', type: 'json', anyValue: true, default: '' },
	},
	run: ({ fields }) => ({ ...fields }),
});
const declared = defineOperations<object>({ operations: { echo }, connect: () => ({}) });
const description: INodeTypeDescription = {
	displayName: 'Sample',
	name: 'sample',
	group: ['transform'],
	version: 1,
	description: 'A sample',
	defaults: { name: 'Sample' },
	inputs: [NodeConnectionTypes.Main],
	outputs: [NodeConnectionTypes.Main],
	properties: declared.properties,
};
const node: INodeType = {
	description,
	async execute() {
		return await declared.execute(this);
	},
};

async function given(parameters: INodeParameters, json = {}) {
	const [items] = await runNode(node, { parameters, items: [{ json }] });
	return items![0]!.json;
}

/** As n8n's users report that they write them; n8n evaluates them here. The zone is n8n's default, America/New_York. */
describe('expressions that people write', () => {
	it.each([
		['={{ $now.set({ year: 2026, month: 12, day: 1, hour: 10 }).startOf("hour") }}', '2026-12-01T15:00:00.000Z'],
		['={{ DateTime.fromISO("2026-12-01T10:00:00", { zone: "Europe/Athens" }) }}', '2026-12-01T08:00:00.000Z'],
		['={{ DateTime.fromISO("2026-12-01T10:00").toFormat("yyyy-MM-dd HH:mm:ss") }}', '2026-12-01T15:00:00.000Z'],
		['={{ new Date("2026-12-01T10:00:00Z") }}', '2026-12-01T10:00:00.000Z'],
		['={{ $json.due }}', '2026-12-01T15:00:00.000Z'],
		['={{ $json.due.toDateTime() }}', '2026-12-01T15:00:00.000Z'],
		['={{ $json.due }} ', '2026-12-01T15:00:00.000Z'],
		['={{ $json.none }}', ''],
	])('%s is a moment', async (at, moment) => {
		expect(await given({ at }, { due: '2026-12-01T10:00:00' })).toMatchObject({ at: moment });
	});

	it.each(['={{ 1764583200000 }}', '={{ "2026-12-01 10:00:00 AM" }}', '={{ DateTime.fromISO("soon") }}', '={{ "01.12.2026" }}'])('%s is none', async (at) => {
		await expect(given({ at })).rejects.toThrow(/^At: got /);
	});

	it('keeps every sign in JSON', async () => {
		expect(await given({ document: '={{ { price: "$& 5", quote: "\\"" } }}' })).toMatchObject({ document: { price: '$& 5', quote: '"' } });
		expect(await given({ document: '={"size": {{ $json.size }}, "name": "{{ $json.name }}"}' }, { size: 7, name: 'ä' })).toMatchObject({ document: { size: 7, name: 'ä' } });
		expect(await given({ document: '={{ JSON.stringify($json) }}', value: '={{ JSON.stringify($json) }}' }, { a: 1 })).toMatchObject({ document: { a: 1 }, value: '{"a":1}' });
	});

	it('says why an object became text', async () => {
		await expect(given({ document: '={{ [{ a: 1 }] }} ' })).rejects.toThrow('Document: got "[object Object] ", the text that n8n makes of an object when something stands beside its expression');
		await expect(given({ value: '= {{ $json }}' }, { a: 1 })).rejects.toThrow('Value: got " [object Object]", the text that n8n makes');
	});
});
