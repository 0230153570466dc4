import { jsonEvent } from '@eventstore/db-client';
import type { INodeParameters } from 'n8n-workflow';

import { itemsOf } from '../../support/items.ts';
import { runNode, storedBinary } from '../../support/node-runner.ts';
import { client, credential, eventsOf, named, node, run, unique } from './support/event-store.ts';

const parameters = (stream: string, more: INodeParameters = {}): INodeParameters => ({ stream: named(stream), eventType: 'Stored', data: '={{ $json }}', ...more });

/** All outputs of an append. */
const outputsOf = async (operation: string, more: INodeParameters, items = itemsOf({ n: 1 }), onError?: 'continueRegularOutput') =>
	(await runNode(node, { credentials: { eventStoreApi: credential }, parameters: { resource: 'stream', operation, ...more }, items, onError })).map((each) => each.map(({ json }) => json));

describe('bytes', () => {
	it('are appended from a file of the item, with its name and type', async () => {
		const stream = unique();
		const bytes = Buffer.from([0, 1, 2, 254, 255]);
		const items = [{ json: {}, binary: { scan: await storedBinary(bytes, 'scan.png', 'image/png') } }];
		await run('append', parameters(stream, { dataFormat: 'file', dataFile: 'scan', metadata: { correlationId: 'c' } }), { items });
		const [event] = await eventsOf(stream);
		expect(event).toMatchObject({ isJson: false, metadata: { fileName: 'scan.png', mimeType: 'image/png', $correlationId: 'c' } });
		expect(Buffer.from(event!.data as Uint8Array)).toEqual(bytes);
	});

	it('are appended from base64, also none at all', async () => {
		const stream = unique();
		await run('append', parameters(stream, { dataFormat: 'base64', dataBase64: '={{ $json.content }}' }), { items: itemsOf({ content: 'AP8=' }, { content: '' }) });
		expect((await eventsOf(stream)).map(({ data }) => [...(data as Uint8Array)])).toEqual([[0, 255], []]);
	});

	it.each([
		['no base64', { dataFormat: 'base64', dataBase64: 'not base64!' }, 'Data (Base64): got "not base64!"'],
		['no file', { dataFormat: 'file', dataFile: 'scan' }, 'scan'],
	])('are not made of %s', async (_what, more, message) => {
		const stream = unique();
		await expect(run('append', parameters(stream, more))).rejects.toThrow(message);
		await expect(eventsOf(stream)).rejects.toMatchObject({ type: 'stream-not-found' });
	});

	it('of a file that is larger than the server takes are not read', async () => {
		const items = [{ json: {}, binary: { scan: await storedBinary(Buffer.alloc(1_100_000), 'scan.png', 'image/png') } }];
		await expect(run('append', parameters(unique(), { dataFormat: 'file', dataFile: 'scan' }), { items })).rejects.toThrow('the file has 1100000 bytes, and the server takes 1048576 at once');
	});
});

describe('many items', () => {
	it('stand in the order of the items in each stream, however many are under way', async () => {
		const [a, b] = [unique('a'), unique('b')];
		const items = itemsOf(...Array.from({ length: 400 }, (_, n) => ({ n, stream: n % 3 === 0 ? a : b, text: 'x'.repeat(n % 7 === 0 ? 20_000 : 10) })));
		const appended = await run('append', { ...parameters(a), stream: named('={{ $json.stream }}') }, { items });
		for (const stream of [a, b]) {
			const numbers = (await eventsOf(stream)).map(({ data }) => (data as { n: number }).n);
			expect(numbers).toEqual(items.map(({ json }) => json).filter((json) => json.stream === stream).map(({ n }) => n));
			expect(appended.filter((each) => each.stream === stream).map(({ revision }) => revision)).toEqual(numbers.map((_, index) => index));
		}
	});

	it('under keys are appended once, whatever stands there', async () => {
		const stream = unique();
		const keyed = (keys: string[]) =>
			run('append', parameters(stream, { eventIdFrom: 'key', eventKey: '={{ $json.key }}' }), { items: itemsOf(...keys.map((key) => ({ key: `${stream}/${key}` }))) });
		await keyed(['a', 'b']);
		expect((await keyed(['new', 'b', 'c', 'a'])).map(({ revision }) => revision)).toEqual([2, 1, 3, 0]);
		expect(await eventsOf(stream)).toHaveLength(4);
	});

	it('that go on from each other find the revision that they expect', async () => {
		const stream = unique();
		const items = itemsOf(...Array.from({ length: 50 }, (_, n) => ({ n })));
		const wanted = { expectedRevision: '={{ $json.n === 0 ? "noStream" : "revision" }}', revision: '={{ Math.max($json.n - 1, 0) }}' };
		expect((await run('append', parameters(stream, wanted), { items })).map(({ revision }) => revision)).toEqual(items.map((_, n) => n));
	});

	it('fail alone where the user goes on, and stop the rest where not', async () => {
		const [good, dead] = [unique('good'), unique('dead')];
		await client.appendToStream(dead, jsonEvent({ type: 'A', data: {} }));
		await client.tombstoneStream(dead);
		const items = itemsOf({ stream: good }, { stream: dead }, { stream: good }, { stream: '$ce-x' }, { stream: good });
		const wanted = { ...parameters(good), stream: named('={{ $json.stream }}') };
		const out = await run('append', wanted, { items, onError: 'continueRegularOutput', executionId: good });
		expect(out.map((json) => json.revision ?? (json.details as { code?: string }).code ?? json.error)).toEqual([0, 'stream-deleted', 1, expect.stringContaining('written by the system projection'), 2]);
		await expect(run('append', wanted, { items, executionId: `${good}-2` })).rejects.toMatchObject({ httpCode: 'stream-deleted', context: { itemIndex: 1 } });
	});
});

describe('a conflict', () => {
	it.each(['append', 'appendMany'])('leaves by an output of its own with both revisions, when that is wanted (%s)', async (operation) => {
		const [taken, free] = [unique('taken'), unique('free')];
		await client.appendToStream(taken, [jsonEvent({ type: 'A', data: {} }), jsonEvent({ type: 'B', data: {} })]);
		const wanted = { ...parameters(taken), stream: named('={{ $json.stream }}'), expectedRevision: 'revision', revision: 0, options: { conflictOutput: true } };
		const expectNone = { ...wanted, expectedRevision: 'noStream' };
		const [appended, conflicts] = await outputsOf(operation, expectNone, itemsOf({ stream: free }, { stream: taken }));
		expect(appended).toMatchObject([{ stream: free, revision: 0 }]);
		expect(conflicts).toEqual([{ stream: taken, conflict: `Stream "${taken}" is at revision 1, but no stream was expected`, expectedRevision: null, actualRevision: 1 }]);
		expect((await outputsOf(operation, wanted, itemsOf({ stream: taken })))[1]).toMatchObject([{ expectedRevision: 0, actualRevision: 1 }]);
		expect((await outputsOf(operation, wanted, itemsOf({ stream: unique() })))[1]).toMatchObject([{ expectedRevision: 0, actualRevision: null }]);
	});

	it('is a failure otherwise, and no other failure is a conflict', async () => {
		const taken = unique('taken');
		await client.appendToStream(taken, jsonEvent({ type: 'A', data: {} }));
		await expect(run('append', parameters(taken, { expectedRevision: 'noStream' }))).rejects.toMatchObject({ httpCode: 'wrong-expected-revision' });
		await client.tombstoneStream(taken);
		await expect(run('append', parameters(taken, { options: { conflictOutput: true } }))).rejects.toMatchObject({ httpCode: 'stream-deleted' });
	});
});

describe('more than the server takes at once', () => {
	const large = itemsOf(...Array.from({ length: 7 }, (_, n) => ({ n, text: 'x'.repeat(300_000) })));

	it('is not sent', async () => {
		const stream = unique();
		await expect(run('appendMany', parameters(stream), { items: large })).rejects.toMatchObject({
			message: expect.stringMatching(/^The 7 events of one append have \d+ bytes, larger than the 1048576 bytes.*nothing was sent$/) as string,
			httpCode: 'maximum-append-size-exceeded',
		});
		await expect(eventsOf(stream)).rejects.toMatchObject({ type: 'stream-not-found' });
	});

	it.each([['any'], ['noStream']])('is written in parts when it need not be all or none (%s)', async (expectedRevision) => {
		const stream = unique();
		const again = () => run('appendMany', parameters(stream, { expectedRevision, options: { atomic: false } }), { items: large, executionId: stream });
		const first = await again();
		expect(first.map(({ revision }) => revision)).toEqual([0, 1, 2, 3, 4, 5, 6]);
		expect((await eventsOf(stream)).map(({ data }) => (data as { n: number }).n)).toEqual([0, 1, 2, 3, 4, 5, 6]);
		expect((await again()).map(({ revision }) => revision)).toEqual([0, 1, 2, 3, 4, 5, 6]);
		expect(await eventsOf(stream)).toHaveLength(7);
	});

	it('by a single event is a failure of that item and of those after it', async () => {
		const stream = unique();
		const items = itemsOf({ n: 0 }, { text: 'x'.repeat(1_100_000) }, { n: 2 });
		const out = await run('appendMany', parameters(stream, { options: { atomic: false } }), { items, onError: 'continueRegularOutput' });
		expect(out.map((json) => json.revision ?? (json.details as { code: string }).code)).toEqual([0, 'maximum-append-size-exceeded', 'maximum-append-size-exceeded']);
		expect(await eventsOf(stream)).toHaveLength(1);
	});

	it('is what the user says the server was started with', async () => {
		await expect(run('append', parameters(unique(), { options: { maxAppendSize: 100 } }), { items: itemsOf({ text: 'x'.repeat(200) }) })).rejects.toThrow('larger than the 100 bytes');
	});
});
