import { binaryEvent, jsonEvent } from '@eventstore/db-client';

import { itemsOf } from '../../support/items.ts';
import { bytesOf, runNode } from '../../support/node-runner.ts';
import { client, credential, named, node, run, unique } from './support/event-store.ts';

const all = { returnAll: true };

async function filled(count: number): Promise<string> {
	const stream = unique();
	await client.appendToStream(stream, Array.from({ length: count }, (_, n) => jsonEvent({ type: 'Counted', data: { n }, metadata: { n } })));
	return stream;
}

describe('read', () => {
	it('gives events as they are', async () => {
		const stream = unique();
		const event = jsonEvent({ type: 'DocumentStored', data: { title: 'Grüße' }, metadata: { $correlationId: 'c' } });
		await client.appendToStream(stream, event);
		const [read] = await run('read', { stream: named(stream), ...all });
		expect(read).toMatchObject({
			stream,
			revision: 0,
			id: event.id,
			type: 'DocumentStored',
			data: { title: 'Grüße' },
			metadata: { $correlationId: 'c' },
			contentType: 'application/json',
			position: { commit: expect.stringMatching(/^\d+$/) as string },
		});
		expect(Math.abs(Date.now() - Date.parse(read!.created as string))).toBeLessThan(60_000);
	});

	it.each([
		['all, oldest first', {}, all, [0, 1, 2, 3, 4]],
		['all, newest first', { direction: 'backwards' }, all, [4, 3, 2, 1, 0]],
		['the last', { direction: 'backwards' }, { limit: 1 }, [4]],
		['from a revision', { options: { fromRevision: 3 } }, all, [3, 4]],
		['back from a revision', { direction: 'backwards', options: { fromRevision: 2 } }, { limit: 2 }, [2, 1]],
		['what lies beyond the end', { options: { fromRevision: 99 } }, all, []],
	])('gives %s', async (_what, how, page, revisions) => {
		const stream = await filled(5);
		const events = await run('read', { stream: named(stream), ...how, ...page });
		expect(events.map(({ revision }) => revision)).toEqual(revisions);
	});

	it('reads thousands of events, and only so many as are asked for', async () => {
		const stream = await filled(3_000);
		expect(await run('read', { stream: named(stream), ...all })).toHaveLength(3_000);
		expect(await run('read', { stream: named(stream), limit: 7 })).toHaveLength(7);
	});

	it('gives binary data as base64', async () => {
		const stream = unique();
		await client.appendToStream(stream, binaryEvent({ type: 'Photographed', data: Uint8Array.of(1, 2, 255), metadata: Uint8Array.of(9) }));
		const [read] = await run('read', { stream: named(stream), ...all });
		expect(read).toMatchObject({ data: 'AQL/', metadata: 'CQ==', contentType: 'application/octet-stream' });
	});

	it('follows links, or shows them', async () => {
		const [stream, links] = [await filled(3), unique('links')];
		const linkTo = (revision: number) => binaryEvent({ type: '$>', data: Buffer.from(`${revision}@${stream}`) });
		await client.appendToStream(links, [linkTo(1), linkTo(99)]);
		const [found, dangling] = await run('read', { stream: named(links), ...all });
		expect(found).toMatchObject({ stream, revision: 1, data: { n: 1 }, link: { stream: links, revision: 0 } });
		expect(dangling).toMatchObject({ stream, revision: 99, missing: true, link: { stream: links, revision: 1 } });
		const [shown] = await run('read', { stream: named(links), ...all, options: { resolveLinks: false } });
		expect(shown).toMatchObject({ stream: links, type: '$>', data: `1@${stream}` });
	});

	it('fails when the stream does not exist, unless that is no failure', async () => {
		const stream = unique();
		await expect(run('read', { stream: named(stream), ...all })).rejects.toMatchObject({
			message: `There is no stream "${stream}"`,
			httpCode: 'stream-not-found',
		});
		expect(await run('read', { stream: named(stream), ...all, options: { ifMissing: 'nothing' } })).toEqual([]);
	});

	it.each(['read', 'append', 'delete', 'tombstone'])('says that $all is no stream (%s)', async (operation) => {
		await expect(run(operation, { stream: named('$all'), eventType: 'X', data: '{}', limit: 1 })).rejects.toThrow('Stream: "$all" is the log of the whole database');
	});

	it('says of a tombstoned stream that it is gone for ever', async () => {
		const stream = await filled(1);
		await client.tombstoneStream(stream);
		await expect(run('read', { stream: named(stream), ...all })).rejects.toMatchObject({ httpCode: 'stream-deleted' });
		expect(await run('read', { stream: named(stream), ...all, options: { ifMissing: 'nothing' } })).toEqual([]);
	});
});

describe('as files', () => {
	it('gives the data of each event, text as it was appended and bytes as they are', async () => {
		const stream = unique();
		await client.appendToStream(stream, [
			jsonEvent({ type: 'Stored', data: { title: 'Grüße' } }),
			binaryEvent({ type: 'Photographed', data: Uint8Array.of(1, 2, 255), metadata: Buffer.from('{"fileName":"a.png","mimeType":"image/png"}') }),
		]);
		const [items] = await runNode(node, {
			credentials: { eventStoreApi: credential },
			parameters: { resource: 'stream', operation: 'read', stream: named(stream), returnAll: true, options: { dataFile: 'content' } },
		});
		const files = items!.map(({ binary }) => binary!.content!);
		expect((await bytesOf(files[0])).toString()).toBe('{"title":"Grüße"}');
		expect([...(await bytesOf(files[1]))]).toEqual([1, 2, 255]);
		expect(files).toMatchObject([
			{ fileName: `${stream}-0.json`, mimeType: 'application/json' },
			{ fileName: 'a.png', mimeType: 'image/png' },
		]);
		expect(items![0]!.json).not.toHaveProperty('data');
	});
});

describe('the last event', () => {
	it('is the newest', async () => {
		const stream = await filled(3);
		expect(await run('getLast', { stream: named(stream) })).toMatchObject([{ revision: 2, data: { n: 2 } }]);
		await expect(run('getLast', { stream: named(unique()) })).rejects.toMatchObject({ httpCode: 'stream-not-found' });
	});
});

describe('whether a stream exists', () => {
	it('is told of each kind of stream, and fails for none', async () => {
		const [there, deleted, dead, missing] = [await filled(3), await filled(1), await filled(1), unique()];
		await client.deleteStream(deleted);
		await client.tombstoneStream(dead);
		const items = itemsOf(...[there, deleted, dead, missing].map((stream) => ({ stream })));
		const states = await run('exists', { stream: { __rl: true, mode: 'name', value: '={{ $json.stream }}' } }, { items });
		expect(states).toEqual([
			{ stream: there, exists: true, tombstoned: false, revision: 2 },
			{ stream: deleted, exists: false, tombstoned: false, revision: null },
			{ stream: dead, exists: false, tombstoned: true, revision: null },
			{ stream: missing, exists: false, tombstoned: false, revision: null },
		]);
	});
});
