import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { readTable } from '../../workflows/check/n8n/table.ts';
import { findings, node } from './small-library.ts';

const root = join(import.meta.dirname, '../..');

it('finds nothing in a sound process', () => {
	expect(findings(() => undefined)).toEqual([]);
});

describe('node types', () => {
	it('must exist, and what was meant is named', () => {
		const found = findings((_, { 'Shelve it': shelve }) => (shelve!.type = 'n8n-nodes-cim.informationTipe'));
		expect(found).toEqual([
			expect.stringMatching(/^"Shelve it": there is no node type "n8n-nodes-cim.informationTipe" here \(allowed: n8n-nodes-cim.informationType, /),
		]);
	});

	it.each([
		['code', 2],
		['httpRequest', 4.2],
		['httpRequestTool', 4.2],
		['wait', 1.1],
		['scheduleTrigger', 1.2],
		['splitInBatches', 3],
		['@n8n/n8n-nodes-langchain.agent', 2],
	])('are all that come with n8n: %s %d', (type, version) => {
		const [added, ...more] = findings((process) => process.nodes.push(node('Do it', type, version, 800)));
		expect(more).toEqual([]);
		// A trigger needs nothing before it, but an answer behind it only if it is a Webhook.
		expect(added ?? '').toMatch(type === 'scheduleTrigger' ? /^$/ : /^"Do it": no trigger leads to it$/);
	});

	it.each([
		['Shelve it', 3, 'Shelf has no version 3 here (allowed: 1, 2)'],
		['Answer', 9, 'Respond to Webhook has no version 9 here (allowed: 1, 1.1, 1.2, 1.3, 1.4, 1.5)'],
	])('have versions: %s %d', (name, version, problem) => {
		expect(findings((_, nodes) => (nodes[name]!.typeVersion = version))).toEqual([`"${name}": ${problem}`]);
	});

	it('of n8n have parameters, however deep', () => {
		const found = findings((_, { Answer: answer, 'Receive book': receive }) => {
			Object.assign(receive!.parameters, { methods: 'POST' });
			answer!.parameters.options = { responseHeaders: { entries: [{ name: 'A', value: 'b' }, { name: 'C', valeu: 'd' }] }, code: 200 };
		});
		expect(found).toEqual([
			expect.stringMatching(/^"Receive book": parameter "methods" is unknown to Webhook 2.1 \(allowed: multipleMethods, httpMethod, /),
			'"Answer": parameter "options.responseHeaders.entries[1].valeu" is unknown to Respond to Webhook 1.5 (allowed: name, value)',
			expect.stringMatching(/^"Answer": parameter "options.code" is unknown to Respond to Webhook 1.5 \(allowed: responseCode, /),
		]);
	});

	it('of n8n are those of the n8n that the stack runs', () => {
		const image = JSON.parse(readFileSync(join(root, 'stack/images/n8n/package.json'), 'utf8')) as { dependencies: { n8n: string } };
		expect(readTable(root).n8n).toBe(image.dependencies.n8n);
	});

	it('take part', () => {
		expect(findings((_, { Answer: answer }) => (answer!.disabled = true))).toEqual([
			'"Answer": is deactivated (allowed: nodes that take part; remove the others)',
		]);
	});
});

describe('names', () => {
	it.each([
		['respondToWebhook', 1.5, 'Respond to Webhook'],
		['set', 3.4, 'Edit Fields1'],
		['set', 3.4, 'Set'],
		['if', 2.2, 'If 2'],
		['n8n-nodes-cim.shelf', 1, 'Shelf1'],
		['n8n-nodes-cim.shelf', 1, 'Burn a book'],
	])("of n8n's own making are no names: %s %d %s", (type, version, name) => {
		const found = findings((process) => process.nodes.push(node(name, type, version, 900, { operation: 'burn' })));
		expect(found).toContain(`"${name}": has the name that n8n gave it (allowed: what it does in this process, such as "Find the tenant")`);
	});
});

describe('notes', () => {
	it('have an overview with both headings', () => {
		const found = findings((_, { Overview: overview }) => (overview!.parameters.content = '### How it works\nIt does. Setup is easy.'));
		expect(found).toEqual([
			'has 0 overview notes (allowed: one, with the headings How it works and Setup)',
			'"Overview": the note of a section is not white (allowed: color 7)',
		]);
	});

	it('have one overview, which is yellow', () => {
		const found = findings((process, { Overview: overview }) => {
			overview!.parameters.color = 3;
			process.nodes.push(node('Overview again', 'stickyNote', 1, 0, { content: '**How it works**\n**Setup**' }));
		});
		expect(found).toEqual([
			'has 2 overview notes (allowed: one, with the headings How it works and Setup)',
			'"Overview": the overview note is not yellow (allowed: color 1)',
		]);
	});

	it('are short for sections', () => {
		expect(findings((_, { Section: section }) => (section!.parameters.content = 'x'.repeat(121)))).toEqual([
			'"Section": the note of a section has 121 characters (allowed: 120)',
		]);
	});
});
