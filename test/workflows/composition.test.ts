import type { INode } from 'n8n-workflow';

import type { Process } from '../../workflows/check/process.ts';
import { edges, findings, node } from './small-library.ts';

const informationType = (name: string, operation: string, root: string, more = {}) =>
	node(name, 'n8n-nodes-cim.informationType', 1, 500, { operation, source: 'text', schema: SCHEMA, root, ...more });

const SCHEMA = `
type Book struct {
  title String
  pages optional Int
}
type BookWithPages struct {
  title String
  pages Int
}
type Receipt struct {
  shelf String
}
`;

/** A process that takes one type and gives another. */
function called(takes: INode[], ends: [string, number, string][], more: INode[] = []): Process {
	const trigger = node('When called', 'executeWorkflowTrigger', 1.2, 0);
	return {
		folder: 'count-pages',
		id: 'count-pages',
		name: 'Count pages',
		nodes: [trigger, ...takes, ...more],
		connections: edges(['When called', 0, takes[0]?.name ?? ''], ...ends),
	};
}

const takesPages = (operation = 'validate') => called([informationType('Hold the input', operation, 'BookWithPages')], []);

const call = (name: string, id: string, more = {}) =>
	node(name, 'executeWorkflow', 1.3, 700, { workflowId: { __rl: true, mode: 'id', value: id }, ...more });

/** What is found when the sound process holds its items against a type and then calls another. */
function calling(held: INode, callee: Process[], id = 'count-pages', more = {}): string[] {
	const lines = findings((process) => {
		process.nodes.push(held, call('Count its pages', id, more));
		process.connections['Shelve it']!.main![0] = [{ node: held.name, type: 'main', index: 0 }];
		const [into, out] = [edges([held.name, 0, 'Count its pages'], [held.name, 1, 'Refuse']), edges(['Count its pages', 0, 'Answer'])];
		Object.assign(process.connections, into, out);
		for (const last of process.nodes) if (/^(?:Answer|Refuse)$/.test(last.name)) last.position = [900, 0];
	}, callee);
	return lines.map((line) => line.replace(/ \(allowed: .*/, ''));
}

describe('calls of other processes', () => {
	const shaped = informationType('Shape the book', 'shape', 'BookWithPages');

	it.each([
		['the same type', shaped],
		['a validated item', informationType('Validate the book', 'validate', 'BookWithPages')],
	])('pass with %s', (_, held) => {
		expect(calling(held, [takesPages()])).toEqual([]);
	});

	it('name a process of the library, which can be called', () => {
		expect(calling(shaped, [], 'nobody')).toEqual(['"Count its pages": calls "nobody", which is no workflow of the library']);
		expect(calling(shaped, [], 'shelve-book')).toEqual(['"Count its pages": calls shelve-book, which has no Execute Workflow Trigger']);
	});

	it('as error workflow too', () => {
		expect(findings((process) => (process.settings = { errorWorkflow: 'nobody' }))).toEqual([
			'its error workflow "nobody" is no workflow of the library (allowed: shelve-book)',
		]);
	});

	it('need a type that fits', () => {
		expect(calling(informationType('Shape the book', 'shape', 'Book'), [takesPages()])).toEqual([
			'"Count its pages": count-pages takes BookWithPages, but gets Book: pages may be missing',
		]);
		const receipt = informationType('Shape the receipt', 'shape', 'Receipt');
		expect(calling(receipt, [takesPages()])).toEqual([
			'"Count its pages": count-pages takes BookWithPages, but gets Receipt: shelf is not declared there',
			'"Count its pages": count-pages takes BookWithPages, but gets Receipt: title is missing',
			'"Count its pages": count-pages takes BookWithPages, but gets Receipt: pages is missing',
		]);
	});

	it('may give more fields to a process that shapes its input', () => {
		const callee = called([informationType('Shape the input', 'shape', 'Book')], []);
		expect(calling(shaped, [callee])).toEqual([]);
		expect(calling(informationType('Shape the receipt', 'shape', 'Receipt'), [callee])).toEqual([
			'"Count its pages": count-pages takes Book, but gets Receipt: title is missing',
		]);
	});

	const undeclared = (from: string) =>
		`"Count its pages": count-pages takes BookWithPages, but of what type the items from "${from}" are is not declared`;
	const mapper = { matchingColumns: [], schema: [], attemptToConvertTypes: false, convertFieldsToString: false };

	it.each([
		['items of no declared type', node('Make a book', 'set', 3.4, 500), {}],
		['a part of them', informationType('Hold it', 'validate', 'BookWithPages', { value: '={{ $json.book }}' }), {}],
		['a field more', informationType('Hold it', 'shape', 'BookWithPages', { options: { typeCidField: 'typeCid' } }), {}],
		['a type that an expression chooses', informationType('Shape the book', 'shape', '={{ $json.type }}'), {}],
		['fields of their own', shaped, { workflowInputs: { ...mapper, mappingMode: 'defineBelow', value: { title: 'x' } } }],
	])('prove nothing with %s', (_, held, more) => {
		expect(calling(held, [takesPages()], 'count-pages', more)).toContain(undeclared(held.name));
	});

	it('need a process that says what it takes', () => {
		expect(calling(shaped, [called([node('Work', 'set', 3.4, 0)], [])])).toEqual([
			'"Count its pages": calls count-pages, which does not say of what type its input is',
		]);
	});
});

describe('what comes in from outside', () => {
	const takes = (fields: string) => called([informationType('Hold the request', 'shape', 'Call', { schema: `type Call struct {\n${fields}\n}` })], []);

	/** What is found when a process is called with what the gate lets through. */
	function passed(callee: Process, identityField?: string): string[] {
		const lines = findings((process, { 'Check the caller': gate }) => {
			if (identityField !== undefined) gate!.parameters.options = { identityField };
			process.nodes.push(call('Count its pages', 'count-pages'));
			process.connections['Check the caller']!.main![1] = [{ node: 'Count its pages', type: 'main', index: 0 }];
			process.connections['Count its pages'] = process.connections['Shelve it']!;
			process.connections['Count its pages'].main!.pop();
			delete process.connections['Shelve it'];
			process.nodes = process.nodes.filter(({ name }) => !['Shelve it', 'Answer that it failed'].includes(name));
			for (const last of process.nodes) if (last.name === 'Answer') last.position = [900, 0];
		}, [callee]);
		return lines.map((line) => line.replace(/ \(allowed: .*/, ''));
	}

	it('is of the type that a Webhook gives, with who calls', () => {
		expect(passed(takes('  headers {String:Any}\n  query {String:Any}\n  body optional Any\n  identity {String:Any}'))).toEqual([]);
		expect(passed(takes('  headers {String:Any}\n  caller {String:Any}'), 'caller')).toEqual([]);
	});

	it('is of no other', () => {
		expect(passed(takes('  title String\n  body Any'))).toEqual([
			'"Count its pages": count-pages takes Call, but gets Request + Identity: title is missing',
			'"Count its pages": count-pages takes Call, but gets Request + Identity: body may be missing',
		]);
		expect(passed(takes('  identity {String:Any}'), 'caller')).toEqual(['"Count its pages": count-pages takes Call, but gets Request + Identity: identity is missing']);
		expect(passed(takes('  identity {String:Any}'), '={{ $json.field }}')).toEqual([
			'"Count its pages": count-pages takes Call, but of what type the items from "Check the caller" are is not declared',
		]);
	});
});

describe('processes one after another', () => {
	const work = node('Work', 'set', 3.4, 600);
	const stop = node('Fail', 'stopAndError', 1, 800);
	const shapes = (root: string) => [informationType('Shape the output', 'shape', root), node('Which?', 'if', 2.2, 700), stop];

	/** What is found when the result of one process goes right into another. */
	function chained(ends: [string, number, string][], more: INode[]): string[] {
		const takesBook = [informationType('Hold the input', 'validate', 'Book')];
		const first = { ...called(takesBook, ends, [work, ...more]), folder: 'first', id: 'first' };
		const lines = findings((process) => {
			process.nodes.push(informationType('Hold the book', 'shape', 'Book'));
			process.nodes.push(call('Do the first', 'first'), call('Count its pages', 'count-pages'));
			process.connections['Shelve it']!.main![0] = [{ node: 'Hold the book', type: 'main', index: 0 }];
			const flow = edges(
				['Hold the book', 0, 'Do the first'],
				['Hold the book', 1, 'Refuse'],
				['Do the first', 0, 'Count its pages'],
				['Count its pages', 0, 'Answer'],
			);
			Object.assign(process.connections, flow);
			for (const last of process.nodes) if (/^(?:Answer|Refuse)$/.test(last.name)) last.position = [900, 0];
		}, [first, takesPages()]);
		return lines.map((line) => line.replace(/ \(allowed: .*/, ''));
	}

	const typed: [string, number, string][] = [
		['Hold the input', 0, 'Work'],
		['Hold the input', 1, 'Fail'],
		['Work', 0, 'Shape the output'],
		['Shape the output', 0, 'Which?'],
		['Shape the output', 1, 'Fail'],
	];

	it('compose when what one gives is what the next takes', () => {
		expect(chained(typed, shapes('BookWithPages'))).toEqual([]);
	});

	it('do not when it is not', () => {
		expect(chained(typed, shapes('Book'))).toEqual([
			'"Count its pages": count-pages takes BookWithPages, but gets Book: pages may be missing',
		]);
	});

	it('do not when a process waits for its own output', () => {
		const circle: [string, number, string][] = [...typed.slice(0, 2), ['Work', 0, 'Call itself']];
		expect(chained(circle, [call('Call itself', 'first'), stop])).toEqual([
			'"Count its pages": count-pages takes BookWithPages, but of what type the items from "Do the first" are is not declared',
		]);
	});

	it('do not when one of its ends has no type', () => {
		const untyped = typed.filter(([from, output]) => !(from === 'Hold the input' && output === 1));
		expect(chained(untyped, shapes('BookWithPages'))).toEqual([
			'"Count its pages": count-pages takes BookWithPages, but of what type the items from "Do the first" are is not declared',
		]);
	});
});
