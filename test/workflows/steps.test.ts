import type { INode, INodeParameters } from 'n8n-workflow';

import { checkProcess } from '../../workflows/check/library.ts';
import type { Process } from '../../workflows/check/process.ts';
import { lineOf } from '../../workflows/check/rule.ts';
import { misfitsOfLayers } from '../../workflows/check/subtype.ts';
import { typeOf } from '../../nodes/InformationType/schema.ts';
import { edges, libraryOf, node } from './small-library.ts';

const SCHEMA = `
type Order struct {
  title String
  pages optional Int
}
type Shelved struct {
  shelf String
}
type Lent struct {
  title String
  shelf String
}
`;
const text = (root: string) => ({ source: 'text', schema: SCHEMA, root });
const overview = node('Overview', 'stickyNote', 1, -400, { content: '## X\n### How it works\n1. It works.\n\n### Setup\n- None.', color: 1 });
const credentials = { eventStoreApi: { id: 'cim-event-store', name: 'Event Store' } };
const chosen = (id: string) => ({ __rl: true, mode: 'list', value: id, cachedResultName: id });
const onProcess = (name: string, x: number, resource: string, operation: string, parameters: INodeParameters = {}) =>
	node(name, 'n8n-nodes-cim.process', 1, x, { resource, operation, ...parameters }, { credentials });
const entrance = (...inputs: string[]) =>
	node('When called', 'executeWorkflowTrigger', 1.1, 0, inputs.length === 0 ? { inputSource: 'passthrough' } : { workflowInputs: { values: inputs.map((name) => ({ name, type: 'any' })) } });
const shape = (root: string) => node('Hold the input', 'n8n-nodes-cim.informationType', 1, 200, { operation: 'shape', ...text(root), options: { nullIsMissing: true } });
const fail = node('Refuse', 'stopAndError', 1, 400, { errorMessage: 'It does not fit' });

/** A sound step: takes one type, gives another, and names what undoes it. */
function step(id: string, takes: string, inputs: string[], gives: string, undo = ''): Process {
	return {
		folder: `steps/${id}`,
		id,
		name: id,
		nodes: [
			overview,
			entrance(...inputs),
			shape(takes),
			fail,
			node('Work', 'set', 3.4, 400),
			onProcess('Give', 600, 'step', 'end', { ...text(gives), undoStep: undo === '' ? '' : chosen(undo) }),
		],
		connections: edges(['When called', 0, 'Hold the input'], ['Hold the input', 0, 'Work'], ['Hold the input', 1, 'Refuse'], ['Work', 0, 'Give']),
		settings: {},
	};
}

const unshelve = () => step('unshelve', 'Shelved', ['shelf'], 'Shelved');
const shelve = () => step('shelve', 'Order', ['title', 'pages'], 'Shelved', 'unshelve');
const lend = () => step('lend', 'Lent', ['title', 'shelf'], 'Lent');

/** A sound process of two of them. */
function lendBook(): Process {
	const runs = (name: string, x: number, id: string) => onProcess(name, x, 'step', 'run', { workflowId: chosen(id) });
	return {
		folder: 'lend-book',
		id: 'lend-book',
		name: 'Lend book',
		nodes: [
			overview,
			entrance('title', 'pages'),
			node('Receive', 'webhook', 2.1, 0, { httpMethod: 'POST', path: 'books', responseMode: 'responseNode' }),
			onProcess('Start', 200, 'process', 'start', { ...text('Order'), input: '={{ $json.body ?? $json }}' }),
			runs('Shelve it', 400, 'shelve'),
			runs('Lend it', 600, 'lend'),
			onProcess('Finish', 800, 'process', 'finish', text('Lent')),
			onProcess('Undo', 1000, 'process', 'undo'),
			node('Answer', 'respondToWebhook', 1.5, 1200),
		],
		connections: edges(
			['When called', 0, 'Start'],
			['Receive', 0, 'Start'],
			['Start', 0, 'Shelve it'],
			['Start', 1, 'Answer'],
			['Shelve it', 0, 'Lend it'],
			['Shelve it', 1, 'Undo'],
			['Lend it', 0, 'Finish'],
			['Lend it', 1, 'Undo'],
			['Finish', 0, 'Answer'],
			['Finish', 1, 'Undo'],
			['Undo', 0, 'Answer'],
		),
		settings: {},
	};
}

type Change = (changed: Process, nodes: Record<string, INode>) => void;

/** What is found in one of them when it is changed. */
function findings(which: 'shelve' | 'unshelve' | 'lend' | 'lend-book', change: Change): string[] {
	const all = [shelve(), unshelve(), lend(), lendBook()];
	const changed = all.find(({ id }) => id === which)!;
	change(changed, Object.fromEntries(changed.nodes.map((entry) => [entry.name, entry])));
	const library = libraryOf(...all);
	return all.flatMap((each) => checkProcess(each, library)).map((finding) => lineOf(finding));
}

const only = (which: Parameters<typeof findings>[0], change: Change) => findings(which, change).map((line) => line.replace(/ \(allowed: .*/s, ''));

it('sound steps and a process of them pass', () => {
	expect(findings('shelve', () => undefined)).toEqual([]);
});

describe('a step', () => {
	it('is small', () => {
		expect(only('shelve', ({ nodes, connections }) => {
			for (const n of [1, 2, 3, 4, 5, 6]) {
				nodes.push(node(`More ${n}`, 'set', 3.4, 400 + n));
				Object.assign(connections, edges([n === 1 ? 'Work' : `More ${n - 1}`, 0, `More ${n}`]));
			}
			Object.assign(connections, edges(['More 6', 0, 'Give']));
		})).toEqual(['steps/shelve: has 11 nodes']);
	});

	it('declares its inputs, as they are in its type', () => {
		expect(only('shelve', (_, { 'When called': trigger }) => (trigger!.parameters = { inputSource: 'passthrough' }))).toEqual(['steps/shelve: does not declare its inputs']);
		expect(only('shelve', (_, { 'When called': trigger }) => (trigger!.parameters = { workflowInputs: { values: [{ name: 'title' }, { name: 'paegs' }] } }))).toEqual([
			'steps/shelve: declares the input "paegs", which Order does not have',
			'steps/shelve: does not declare the input "pages" of Order',
		]);
	});

	it('has a type for what it takes and what it gives', () => {
		expect(only('lend', (_, { 'Hold the input': held }) => (held!.parameters = { operation: 'describe', ...text('Lent') }))).toEqual(expect.arrayContaining([
			'steps/lend: does not say of what type its input is',
			'lend-book, "Lend it": calls steps/lend, which does not say of what type its input is',
		]));
		expect(only('lend', (_, { Give: give }) => (give!.parameters.source = 'any'))).toEqual(expect.arrayContaining(['steps/lend: does not say of what type its output is']));
	});

	it('ends as a step', () => {
		expect(only('shelve', ({ connections }) => (connections.Work = { main: [] }))).toEqual(expect.arrayContaining(['steps/shelve, "Work": its output Main ends the step without a word']));
		expect(only('lend', (changed) => changed.nodes.push(onProcess('Finish', 700, 'process', 'finish')))).toEqual(expect.arrayContaining(['steps/lend, "Finish": begins or ends a process within a step']));
	});

	it('is undone by a step of the library that takes what it took and gave', () => {
		expect(only('shelve', (_, { Give: give }) => (give!.parameters.undoStep = chosen('nobody')))).toEqual(['steps/shelve, "Give": is undone by "nobody", which is no workflow of the library']);
		expect(only('unshelve', (_, { 'Hold the input': held, 'When called': trigger }) => {
			held!.parameters.schema = `${SCHEMA}type Row struct {\n  row Int\n  title Int\n}`;
			held!.parameters.root = 'Row';
			trigger!.parameters = { workflowInputs: { values: [{ name: 'row' }, { name: 'title' }] } };
		})).toEqual([
			'steps/shelve, "Give": steps/unshelve, which undoes steps/shelve, takes Row, but gets Order + Shelved: row is missing',
			'steps/shelve, "Give": steps/unshelve, which undoes steps/shelve, takes Row, but gets Order + Shelved: title is string, expected int',
		]);
	});
});

describe('a process of steps', () => {
	it('runs steps of the library, with what the ones before gave', () => {
		expect(only('lend-book', (_, { 'Lend it': run }) => (run!.parameters.workflowId = chosen('nobody')))).toEqual(expect.arrayContaining(['lend-book, "Lend it": runs "nobody", which is no workflow of the library']));
		expect(only('lend-book', ({ connections }) => {
			connections.Start!.main![0] = [{ node: 'Lend it', type: 'main', index: 0 }];
		})).toEqual(expect.arrayContaining(['lend-book, "Lend it": steps/lend takes Lent, but gets Order: shelf is missing']));
	});

	it('fills a form with fields that are there and fit', () => {
		const mapped = (value: object) => only('lend-book', (_, { 'Lend it': run }) => {
			run!.parameters.workflowInputs = { mappingMode: 'defineBelow', value, matchingColumns: [], schema: [], attemptToConvertTypes: false, convertFieldsToString: false } as never;
		});
		expect(mapped({ title: '={{ $json.shelf }}', shelf: '={{ $json.title.toUpperCase() }}' })).toEqual([]);
		expect(mapped({ title: '={{ $json.pages }}', sehlf: '1' })).toEqual([
			'lend-book, "Lend it": steps/lend takes Lent, but gets Order + Shelved: title may be missing',
			'lend-book, "Lend it": steps/lend takes Lent, but gets Order + Shelved: title is int, expected string',
			'lend-book, "Lend it": steps/lend takes Lent, but gets Order + Shelved: shelf is missing',
			'lend-book, "Lend it": steps/lend takes Lent, but gets Order + Shelved: sehlf is not declared there',
		]);
	});

	it('goes on after a crash, undoes what is done, and ends', () => {
		expect(only('lend-book', ({ connections }) => delete connections['When called'])).toEqual(expect.arrayContaining(['lend-book, "Start": nobody can go on with the process after a crash']));
		expect(only('lend-book', (_, { 'Lend it': run }) => (run!.parameters.workflowInputs = { mappingMode: 'defineBelow', value: { title: "={{ $('Receive').first().json.title }}", shelf: 'A' }, matchingColumns: [], schema: [], attemptToConvertTypes: false, convertFieldsToString: false } as never))).toEqual(['lend-book, "Lend it": reads "Receive", which does not run again after a crash']);
		expect(only('lend-book', ({ connections }) => {
			connections['Lend it']!.main![1] = [{ node: 'Answer', type: 'main', index: 0 }];
		})).toEqual(['lend-book, "Lend it": nothing is undone when it fails']);
		expect(only('lend-book', ({ connections }) => {
			connections['Lend it']!.main![1] = [];
		})).toEqual(expect.arrayContaining(['lend-book, "Lend it": its output Failed leads nowhere']));
		expect(only('lend-book', ({ connections }) => {
			connections['Lend it']!.main![0] = [{ node: 'Answer', type: 'main', index: 0 }];
		})).toEqual(expect.arrayContaining(['lend-book, "Start": no way leads to the end of the process']));
	});

	/** Lends it when somebody has said so. */
	const withWait = (changed: Process, nodes: Record<string, INode>) => {
		changed.nodes.push(onProcess('Ask', 500, 'step', 'wait', { waitFor: 'answer', name: 'approval', limit: false }));
		changed.connections['Shelve it']!.main![0] = [{ node: 'Ask', type: 'main', index: 0 }];
		changed.connections.Ask = { main: [[{ node: 'Lend it', type: 'main', index: 0 }], [{ node: 'Answer', type: 'main', index: 0 }]] };
		return nodes;
	};

	it('may wait between two of them, and adds the answer to what it knows', () => {
		expect(only('lend-book', (changed, nodes) => void withWait(changed, nodes))).toEqual([]);
		expect(only('lend-book', (changed, nodes) => {
			withWait(changed, nodes);
			changed.connections.Start!.main![0] = [{ node: 'Ask', type: 'main', index: 0 }];
			changed.connections['Shelve it']!.main![0] = [];
		})).toEqual(expect.arrayContaining(['lend-book, "Lend it": steps/lend takes Lent, but gets Order + approval: Any: shelf is missing']));
		expect(only('lend-book', (changed, nodes) => {
			withWait(changed, nodes);
			changed.connections.Ask!.main![1] = [];
		})).toEqual(['lend-book, "Ask": its output Waits ends without an answer to "Receive"']);
	});

	it('is no step of another one when it waits', () => {
		const [outer, inner] = [lendBook(), lendBook()];
		Object.assign(outer, { folder: 'lend-twice', id: 'lend-twice' });
		outer.nodes.find(({ name }) => name === 'Lend it')!.parameters.workflowId = chosen('lend-book');
		withWait(inner, {});
		const lines = checkProcess(outer, libraryOf(shelve(), unshelve(), lend(), inner, outer)).map((finding) => lineOf(finding).replace(/ \(allowed: .*/s, ''));
		expect(lines).toEqual(['lend-twice, "Lend it": runs lend-book, which waits']);
	});

	it('is a step of another one', () => {
		const outer = lendBook();
		Object.assign(outer, { folder: 'lend-twice', id: 'lend-twice' });
		const run = outer.nodes.find(({ name }) => name === 'Lend it')!;
		run.parameters.workflowId = chosen('lend-book');
		const library = libraryOf(shelve(), unshelve(), lend(), lendBook(), outer);
		expect(checkProcess(outer, library)).toEqual([]);
	});
});

describe('what several types have made', () => {
	const layers = (given: string[], wanted: string, shaping = false) => misfitsOfLayers(given.map((fields) => typeOf(`type T struct {\n${fields}\n}`, 'T')), typeOf(`type T struct {\n${wanted}\n}`, 'T'), shaping);

	it('fits by its fields together, the last one first', () => {
		expect(layers(['a Int', 'a String\nb Int'], 'a Int\nb Int')).toEqual([]);
		expect(layers(['a Int', 'a String'], 'a String')).toEqual(['a is int, expected string']);
	});

	it('may have a field of the one before where the last one leaves it out', () => {
		expect(layers(['a optional Int', 'a String'], 'a Int')).toEqual(['a is string, expected int']);
		expect(layers(['a optional Int', 'a Int'], 'a Int')).toEqual([]);
		expect(layers(['a optional Int', 'b Int'], 'a Int', true)).toEqual(['a may be missing']);
	});

	it('has more fields than a type that does not shape', () => {
		expect(layers(['a Int', 'b Int'], 'a Int')).toEqual(['b is not declared there']);
		expect(layers(['a Int', 'b Int'], 'a Int', true)).toEqual([]);
	});
});
