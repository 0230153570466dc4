import { jsonEvent } from '@eventstore/db-client';

import { bytesOf, runNode } from '../../support/node-runner.ts';
import { client, credential, node, unique } from './support/event-store.ts';

const mark = unique('all').replaceAll('-', '');
const streams = [`${mark}order-1`, `${mark}order-2`, `${mark}invoice-1`];

async function readAll(parameters: object): Promise<Record<string, unknown>[]> {
	const [items] = await runNode(node, {
		credentials: { eventStoreApi: credential },
		parameters: { resource: 'all', operation: 'read', returnAll: true, ...parameters },
	});
	return items!.map(({ json }) => json);
}

beforeAll(async () => {
	for (let n = 0; n < 4; n++) {
		for (const stream of streams) await client.appendToStream(stream, jsonEvent({ type: `${mark}Type${n}`, data: { n } }));
	}
});

const placesOf = (items: Record<string, unknown>[]) => items.map(({ stream, revision }) => `${(stream as string).replace(mark, '')}#${revision as number}`);

describe('the log of the whole database', () => {
	it.each([
		['of streams that begin with one of some texts', { filter: 'streamPrefix', prefixes: `${mark}order-, ${mark}invoice-1` }, 12],
		['of streams that match an expression', { filter: 'streamRegex', regex: `^${mark}order-[2-9]$` }, 4],
		['of types that begin with a text', { filter: 'typePrefix', prefixes: `${mark}Type3` }, 3],
		['of types that match an expression', { filter: 'typeRegex', regex: `^${mark}Type[01]$` }, 6],
	])('gives the events %s, in the order in which they came', async (_what, filter, count) => {
		const items = await readAll(filter);
		expect(items).toHaveLength(count);
		const commits = items.map(({ position }) => BigInt((position as { commit: string }).commit));
		expect(commits).toEqual(commits.toSorted((a, b) => (a < b ? -1 : 1)));
		expect(placesOf(await readAll({ ...filter, direction: 'backwards' }))).toEqual(placesOf(items).toReversed());
	});

	it('goes on from the position of an event, which is given again', async () => {
		const filter = { filter: 'streamPrefix', prefixes: mark };
		const all = await readAll(filter);
		for (const fromPosition of [all[5]!.position, `${(all[5]!.position as { commit: string }).commit}`]) {
			expect(placesOf(await readAll({ ...filter, options: { fromPosition } }))).toEqual(placesOf(all.slice(5)));
		}
		const back = await readAll({ ...filter, direction: 'backwards', options: { fromPosition: all[5]!.position } });
		expect(placesOf(back)).toEqual(placesOf(all.slice(0, 5).toReversed()));
	});

	it('asks the server for no more than the limit', async () => {
		expect(placesOf(await readAll({ filter: 'streamPrefix', prefixes: mark, returnAll: false, limit: 2 }))).toEqual(['order-1#0', 'order-2#0']);
		expect(await readAll({ filter: 'none', returnAll: false, limit: 3 })).toHaveLength(3);
	});

	it('leaves out what the database itself writes', async () => {
		const items = await readAll({ direction: 'backwards', returnAll: false, limit: 200 });
		expect(items.filter(({ type }) => (type as string).startsWith('$'))).toEqual([]);
		expect(items).not.toHaveLength(0);
	});

	it('goes into one file, a line an event', async () => {
		const [items] = await runNode(node, {
			credentials: { eventStoreApi: credential },
			parameters: { resource: 'all', operation: 'read', returnAll: true, filter: 'streamPrefix', prefixes: mark, options: { linesFile: 'log' } },
		});
		expect(items).toHaveLength(1);
		expect(items![0]!.json).toEqual({ events: 12 });
		const lines = (await bytesOf(items![0]!.binary!.log)).toString().trimEnd().split('\n');
		expect(lines.map((line) => JSON.parse(line) as object)).toEqual(await readAll({ filter: 'streamPrefix', prefixes: mark }));
	});

	it.each([
		['no position', { options: { fromPosition: 'yesterday' } }, 'From Position: got "yesterday"'],
		['a position that cannot be', { options: { fromPosition: '5/7' } }, 'From Position: got "5/7"'],
		['no beginning', { filter: 'typePrefix', prefixes: ' , ' }, 'Beginnings: got " , "'],
		['nothing for an expression', { filter: 'typeRegex', regex: '' }, 'Regular Expression: a value is required'],
	])('is not asked for with %s', async (_what, wrong, message) => {
		await expect(readAll(wrong)).rejects.toThrow(message);
	});
});
