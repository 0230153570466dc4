import { findings, node } from './small-library.ts';

it('finds nothing in a sound process', () => {
	expect(findings(() => undefined)).toEqual([]);
});

describe('node types', () => {
	it('must exist', () => {
		const found = findings((_, { 'Shelve it': shelve }) => (shelve!.type = 'n8n-nodes-cim.drawer'));
		expect(found).toEqual([
			'"Shelve it": there is no node type "n8n-nodes-cim.drawer" here (allowed: n8n-nodes-cim.authentikGate, n8n-nodes-cim.informationType, n8n-nodes-cim.shelf)',
		]);
	});

	it('of n8n must be among those that the library uses', () => {
		const found = findings((process) => process.nodes.push(node('Compute', 'code', 2, 800)));
		expect(found).toContainEqual(expect.stringMatching(/^"Compute": there is no node type "n8n-nodes-base.code" here \(allowed: n8n-nodes-base.webhook, /));
	});

	it.each([
		['Shelve it', 3, 'Shelf has no version 3 here (allowed: 1, 2)'],
		['Answer', 1, 'Respond to Webhook has no version 1 here (allowed: 1.5)'],
	])('have versions: %s %d', (name, version, problem) => {
		expect(findings((_, nodes) => (nodes[name]!.typeVersion = version))).toEqual([`"${name}": ${problem}`]);
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
