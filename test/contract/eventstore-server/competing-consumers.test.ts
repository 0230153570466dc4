import { randomUUID } from 'node:crypto';
import { jsonEvent, persistentSubscriptionToStreamSettingsFromDefaults } from '@eventstore/db-client';
import { json, PageServer } from './page-server.ts';
import type { HttpAnswer, HttpOptions } from './replay/http.ts';
import { eventually } from './replay/patience.ts';

/** Longest wait for something to become true, milliseconds. */
const patience = 20_000;

let server: PageServer;
beforeAll(async () => {
	server = await PageServer.start();
});
afterAll(() => server.remove());

interface Entry {
	title: string;
	retryCount: number;
	links: Link[];
	data?: string;
}

interface Link {
	uri: string;
	relation: string;
}

interface Feed {
	entries: Entry[];
	links: Link[];
}

const nothing = { 'content-length': '0' };
const ask = (method: string, path: string, options: HttpOptions = {}): Promise<HttpAnswer> => server.ask(method, path, options);
const follow = (links: readonly Link[] | undefined, relation: string, query = '') => {
	const { pathname, search } = new URL(links?.find((link) => link.relation === relation)?.uri ?? '');
	return ask('POST', pathname + search + query, { headers: nothing });
};

/** A stream with so many events, and a group on it; gives the group's path. */
async function groupOn(stream: string, count: number, settings: object = {}): Promise<string> {
	if (count > 0) await server.append(stream, count);
	const path = `/subscriptions/${stream}/workers`;
	const body = JSON.stringify({ startFrom: 0, minCheckPointCount: 1, checkPointAfterMilliseconds: 50, ...settings });
	expect((await ask('PUT', path, { headers: json, body })).status).toBe(201);
	return path;
}

async function fetchFrom(path: string, accept = 'application/vnd.eventstore.competingatom+json'): Promise<Feed> {
	const { status, text } = await ask('GET', path, { headers: { accept } });
	expect(status).toBe(200);
	return JSON.parse(text) as Feed;
}

const titles = ({ entries }: Feed) => entries.map(({ title }) => title);

/** Asks until there is a message; the group reads a little later than it answers. */
async function fetchOne(path: string): Promise<Entry> {
	let entry: Entry | undefined;
	await eventually(patience, async () => {
		[entry] = (await fetchFrom(path)).entries;
		return entry;
	});
	if (entry === undefined) throw new Error(`${path} gave nothing.`);
	return entry;
}

async function infoOf(path: string): Promise<Record<string, unknown>> {
	return JSON.parse((await ask('GET', `${path}/info`)).text) as Record<string, unknown>;
}

it('hands out an event a request, once, until it is acknowledged by its link', async () => {
	const path = await groupOn('acked', 3);
	const first = await fetchOne(path);
	expect([first.title, first.retryCount]).toEqual(['0@acked', 0]);
	expect(titles(await fetchFrom(path))).toEqual(['1@acked']);
	expect(await infoOf(path)).toMatchObject({ totalInFlightMessages: 2, connections: [] });
	expect((await follow(first.links, 'ack')).status).toBe(202);
	// Twice is once.
	expect((await follow(first.links, 'ack')).status).toBe(202);
	expect(await infoOf(path)).toMatchObject({ totalInFlightMessages: 1 });
	expect(await eventually(patience, async () => (await infoOf(path)).lastCheckpointedEventPosition === '0')).toBe(true);
});

it('hands out several, with what they hold, and takes one answer for all', async () => {
	const path = await groupOn('many', 5);
	const feed = await fetchFrom(`${path}/3?embed=body`);
	expect(feed.entries.map(({ title, data }) => [title, data])).toEqual([0, 1, 2].map((n) => [`${n}@many`, `{"n":${n}}`]));
	expect((await follow(feed.links, 'ackAll')).status).toBe(202);
	expect(await eventually(patience, async () => (await infoOf(path)).lastCheckpointedEventPosition === '2')).toBe(true);
	const previous = new URL(feed.links.find(({ relation }) => relation === 'previous')?.uri ?? '');
	const rest = await fetchFrom(previous.pathname + previous.search);
	expect(rest.entries.map(({ data }) => data)).toEqual(['{"n":3}', '{"n":4}']);
	expect((await follow(rest.links, 'nackAll', '&action=park')).status).toBe(202);
	expect(await eventually(patience, async () => (await infoOf(path)).parkedMessageCount === 2)).toBe(true);
	expect(titles(await fetchFrom(`${path}/3`))).toEqual([]);
});

it.each([
	['retry', { entries: ['0@retry', '1@retry'], retryCount: 1, parked: 0 }],
	['', { entries: ['0@nothing', '1@nothing'], retryCount: 1, parked: 0 }],
	['skip', { entries: ['1@skip'], retryCount: 0, parked: 0 }],
	['Stop', { entries: ['1@Stop'], retryCount: 0, parked: 0 }],
	['park', { entries: ['1@park'], retryCount: 0, parked: 1 }],
])('does with a refused event as "%s" says', async (action, { entries, retryCount, parked }) => {
	const path = await groupOn(action || 'nothing', 2);
	const first = await fetchOne(path);
	expect((await follow(first.links, 'nack', action && `?action=${action}`)).status).toBe(202);
	const next = await fetchFrom(`${path}/10`);
	expect(titles(next)).toEqual(entries);
	expect(next.entries[0]?.retryCount).toBe(retryCount);
	expect(await eventually(patience, async () => (await infoOf(path)).parkedMessageCount === parked)).toBe(true);
});

it('hands out again what nobody answers for in time', async () => {
	const path = await groupOn('late', 1, { messageTimeoutMilliseconds: 100 });
	await fetchOne(path);
	expect(await fetchOne(path)).toMatchObject({ title: '0@late', retryCount: 1 });
});

it('shares a group with consumers that are connected', async () => {
	const path = await groupOn('shared', 0);
	const consumer = server.client.subscribeToPersistentSubscriptionToStream('shared', 'workers', { bufferSize: 1 });
	const got: bigint[] = [];
	consumer.on('data', ({ event }) => got.push(event?.revision ?? -1n));
	await server.client.appendToStream('shared', [0, 1].map((n) => jsonEvent({ type: 'Counted', data: { n } })));
	expect(await eventually(patience, () => got.length === 1)).toBe(true);
	const fetched = await fetchOne(path);
	expect([got, fetched.title]).toEqual([[0n], '1@shared']);
	await consumer.unsubscribe();
	expect(await fetchOne(path)).toMatchObject({ title: '0@shared', retryCount: 1 });
});

it('knows a resolved link by the link\'s own id', async () => {
	await server.client.appendToStream('target', jsonEvent({ type: 'Target', data: {} }));
	const link = { id: randomUUID(), type: '$>', contentType: 'application/octet-stream', data: Buffer.from('0@target') } as const;
	await server.client.appendToStream('links', { ...link, metadata: undefined });
	const path = await groupOn('links', 0, { resolveLinktos: true });
	const entry = await fetchOne(path);
	expect(entry.title).toBe('0@target');
	expect(entry.links.find(({ relation }) => relation === 'ack')?.uri).toBe(`https://${server.host}${path}/ack/${link.id}`);
});

it('speaks XML, and its own kind of JSON to whoever takes anything', async () => {
	const path = await groupOn('forms', 3);
	await fetchOne(path);
	const xml = await ask('GET', path, { headers: { accept: 'application/vnd.kurrent.competingatom+xml' } });
	expect(xml.headers['content-type']).toBe('application/vnd.kurrent.competingatom+xml; charset=utf-8');
	expect(xml.text).toMatch(new RegExp(`<link href="https://${server.host}${path}/nack/[-0-9a-f]{36}" rel="nack" />`));
	const any = await ask('GET', path, { headers: { accept: '*/*' } });
	expect(any.headers['content-type']).toBe('application/vnd.eventstore.competingatom+json; charset=utf-8');
	expect((await ask('GET', path, { headers: { accept: 'application/json' } })).status).toBe(406);
});

it.each([
	['a count of 0', 'GET', '/0', 400],
	['a count that is too large', 'GET', '/101', 400],
	['a count that is none', 'GET', '/x', 400],
	['an id that is none', 'POST', '/ack/x', 400],
	['no ids', 'POST', '/nack', 400],
	['ids that are none', 'POST', `/ack?ids=${randomUUID()},x`, 400],
])('refuses %s', async (_what, method, more, status) => {
	await ask('PUT', '/subscriptions/refusals/workers', { headers: json, body: '{}' });
	expect((await ask(method, `/subscriptions/refusals/workers${more}`, { headers: nothing })).status).toBe(status);
});

it.each([['GET', ''], ['POST', `/ack/${randomUUID()}`], ['POST', `/nack?ids=${randomUUID()}`]])(
	'says of a group that is not there what it says elsewhere: %s %s', async (method, more) => {
		const { status, text } = await ask(method, `/subscriptions/nowhere/workers${more}`, { headers: nothing });
		expect([status, (JSON.parse(text) as { result: string }).result]).toEqual([404, 'DoesNotExist']);
	},
);

it('lets those deal with messages who may read the stream', async () => {
	const person = { loginName: 'worker', fullName: 'Worker', groups: ['workers'], password: 'Secret-1' };
	expect((await ask('POST', '/users', { headers: json, body: JSON.stringify(person) })).status).toBe(201);
	const path = await groupOn('guarded', 1);
	const as = (user: string | undefined) => ask('GET', path, { user });
	await server.client.setStreamMetadata('guarded', { acl: { readRoles: ['$admins'] } });
	expect([(await as(undefined)).status, (await as('worker:Secret-1')).status]).toEqual([401, 403]);
	const { links } = await fetchOne(path);
	const ack = new URL(links.find(({ relation }) => relation === 'ack')?.uri ?? '').pathname;
	expect((await ask('POST', ack, { user: 'worker:Secret-1', headers: nothing })).status).toBe(403);
	expect(await infoOf(path)).toMatchObject({ totalInFlightMessages: 1 });
	await server.client.setStreamMetadata('guarded', { acl: { readRoles: ['workers'] } });
	expect((await ask('POST', ack, { user: 'worker:Secret-1', headers: nothing })).status).toBe(202);
	expect(await infoOf(path)).toMatchObject({ totalInFlightMessages: 0 });
});

it('gives a group other settings', async () => {
	const path = await groupOn('updated', 2);
	await fetchOne(path);
	const body = JSON.stringify({ startFrom: 1, maxRetryCount: 3, namedConsumerStrategy: 'Pinned' });
	expect((await ask('POST', path, { headers: json, body })).status).toBe(200);
	expect((await infoOf(path)).config).toMatchObject({ startFrom: 1, maxRetryCount: 3, namedConsumerStrategy: 'Pinned' });
	expect((await fetchOne(path)).title).toBe('1@updated');
	expect((await ask('POST', path, { headers: json, body: '{"namedConsumerStrategy":"PinnedByCorrelation"}' })).status).toBe(400);
	expect((await ask('POST', `${path}-missing`, { headers: json, body })).status).toBe(404);
});

it('hands out the parked events of a replay', async () => {
	await server.client.appendToStream('replayed', jsonEvent({ type: 'Counted', data: {} }));
	await server.client.createPersistentSubscriptionToStream('replayed', 'workers', persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: 'start' }));
	const path = '/subscriptions/replayed/workers';
	await follow((await fetchOne(path)).links, 'nack', '?action=park');
	expect(await eventually(patience, async () => (await infoOf(path)).parkedMessageCount === 1)).toBe(true);
	expect((await ask('POST', `${path}/replayParked`, { headers: nothing })).status).toBe(200);
	expect(await fetchOne(path)).toMatchObject({ title: '0@replayed', retryCount: 0 });
});
