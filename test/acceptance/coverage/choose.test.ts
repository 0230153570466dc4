import { chosen } from '../../../acceptance/coverage/choose.ts';
import { sinceOf } from '../../../acceptance/coverage/since.ts';
import { branching } from './workflow.ts';

const library = [branching()];
const canvases = { library, read: (folder: string, source: string) => ({ ...branching(), folder, id: (JSON.parse(source) as { id: string }).id }) };
const held = [
	{ id: 'a1', name: 'Mine' },
	{ id: 'b1', name: 'Twice' },
	{ id: 'b2', name: 'Twice' },
];

describe('the workflows that are asked for', () => {
	it('are all of the library, when none is named', () => {
		expect(chosen([], canvases, held)).toEqual(library);
	});

	it('are of the library by their folders, others by what n8n calls them or by their ids', () => {
		expect(chosen(['drawn', 'Mine', 'b2'], canvases, held).map(({ id, folder }) => [id, folder])).toEqual([
			['drawn-id', 'drawn'],
			['a1', 'Mine'],
			['b2', 'Twice'],
		]);
	});

	it.each([
		['nobody', /Neither the library nor n8n has a workflow "nobody"; the library has drawn/],
		['Twice', /n8n has 2 workflows "Twice": name one by its id, b1 or b2/],
	])('are told when there is not one: %s', (name, message) => {
		expect(() => chosen([name], canvases, held)).toThrow(message);
	});
});

describe('since when executions count', () => {
	const now = new Date('2026-01-31T12:00:00Z');

	it.each([
		['2026-01-31T11:30:00Z', '2026-01-31T11:30:00.000Z'],
		['90s', '2026-01-31T11:58:30.000Z'],
		['20m', '2026-01-31T11:40:00.000Z'],
		['2h', '2026-01-31T10:00:00.000Z'],
	])('%s', (text, time) => {
		expect(sinceOf(text, now).toISOString()).toBe(time);
	});

	it.each(['', 'yesterday', '20 minutes'])('%j is no time', (text) => {
		expect(() => sinceOf(text, now)).toThrow(/--since takes a time/);
	});
});
