import { randomUUID } from 'node:crypto';
import { jsonEvent } from '@eventstore/db-client';
import { collect } from './collect.ts';
import { json, PageServer } from './page-server.ts';
import type { HttpAnswer, HttpOptions } from './replay/http.ts';

let server: PageServer;
beforeAll(async () => {
	server = await PageServer.start();
});
afterAll(() => server.remove());

const ask = (method: string, path: string, options: HttpOptions = {}): Promise<HttpAnswer> => server.ask(method, path, options);
const get = (path: string, accept = 'application/vnd.eventstore.atom+json') => ask('GET', path, { headers: { accept } });
const parsed = ({ text }: HttpAnswer) => JSON.parse(text) as Record<string, unknown>;
const pathOf = (url: string | undefined) => new URL(url ?? '').pathname;

it('takes an event without an id once, however often the client repeats itself', async () => {
	const first = await ask('POST', '/streams/posted', { headers: { ...json, 'es-eventtype': 'Posted' }, body: '{"n":1}' });
	expect(first.status).toBe(307);
	const place = pathOf(first.headers.location);
	for (let attempt = 0; attempt < 2; attempt += 1) {
		const again = await ask('POST', place, { headers: { ...json, 'es-eventtype': 'Posted' }, body: '{"n":1}' });
		expect([again.status, pathOf(again.headers.location)]).toEqual([201, '/streams/posted/0']);
	}
	const [only, ...others] = await collect(server.client.readStream('posted'));
	expect(only?.event).toMatchObject({ type: 'Posted', isJson: true, data: { n: 1 } });
	expect(others).toEqual([]);
});

it('takes data that is no JSON as it is', async () => {
	const headers = { 'content-type': 'application/octet-stream', 'kurrent-eventtype': 'Raw', 'kurrent-eventid': randomUUID() };
	expect((await ask('POST', '/streams/raw', { headers, body: 'abc' })).status).toBe(201);
	const [only] = await collect(server.client.readStream('raw'));
	expect(only?.event).toMatchObject({ type: 'Raw', isJson: false, data: new Uint8Array(Buffer.from('abc')) });
});

it('takes lists all or none, and says where the stream stands when it is not where it was expected', async () => {
	const list = (id: string) => JSON.stringify([{ eventId: id, eventType: 'Listed', data: { n: 1 }, metadata: { m: 1 } }]);
	const headers = { 'content-type': 'application/vnd.eventstore.events+json', 'es-expectedversion': '-1' };
	expect((await ask('POST', '/streams/listed', { headers, body: list(randomUUID()) })).status).toBe(201);
	const refused = await ask('POST', '/streams/listed', { headers, body: list(randomUUID()) });
	expect([refused.status, refused.headers['es-currentversion']]).toEqual([400, '0']);
	const [only] = await collect(server.client.readStream('listed'));
	expect(only?.event).toMatchObject({ data: { n: 1 }, metadata: { m: 1 } });
});

it.each([
	['a list that is none', 'application/vnd.eventstore.events+json', {}, '{"a":1}'],
	['a list with an id that is none', 'application/vnd.eventstore.events+json', {}, '[{"eventId":"x","eventType":"T"}]'],
	['a list with null in it', 'application/vnd.eventstore.events+json', {}, '[null]'],
	['an event without a type', 'application/json', {}, '{}'],
	['an id that is none', 'application/json', { 'es-eventtype': 'T', 'es-eventid': 'x' }, '{}'],
	['an expected version that is none', 'application/json', { 'es-eventtype': 'T', 'es-expectedversion': 'x' }, '{}'],
	['more than an append may hold', 'application/json', { 'es-eventtype': 'T', 'es-eventid': randomUUID() }, 'x'.repeat(1_100_000)],
])('refuses %s', async (_what, contentType, headers, body) => {
	const answer = await ask('POST', '/streams/refused', { headers: { 'content-type': contentType, ...headers }, body });
	expect(answer.status).toBe(400);
	await expect(collect(server.client.readStream('refused'))).rejects.toThrow('not found');
});

it('walks through a stream by the links of its pages, every event once', async () => {
	await server.append('long', 45);
	const seen: unknown[] = [];
	let path: string | undefined = '/streams/long?embed=body';
	while (path !== undefined) {
		const page = parsed(await get(path));
		seen.push(...(page.entries as { eventNumber: number }[]).map(({ eventNumber }) => eventNumber));
		const next = (page.links as { relation: string; uri: string }[]).find(({ relation }) => relation === 'next');
		path = next && `${pathOf(next.uri)}?embed=body`;
	}
	expect(seen).toEqual(Array.from({ length: 45 }, (_, n) => 44 - n));
});

it('walks through $all by the links of its pages', async () => {
	await server.append('in-all', 3);
	const first = parsed(await get('/streams/$all/head/backward/2?embed=body'));
	const next = (first.links as { relation: string; uri: string }[]).find(({ relation }) => relation === 'next');
	const second = parsed(await get(`${pathOf(next?.uri)}?embed=body`));
	const entries = [...first.entries as { title: string }[], ...second.entries as { title: string }[]];
	expect(entries.slice(0, 3).map(({ title }) => title)).toEqual(['2@in-all', '1@in-all', '0@in-all']);
});

it('shows names and data for what they are in XML and HTML', async () => {
	const stream = 'odd <&"\u0001> é';
	await server.client.appendToStream(stream, jsonEvent({ type: '<T>', data: { text: '</content>' } }));
	const path = `/streams/${encodeURIComponent(stream)}`;
	const xml = await get(path, 'application/atom+xml');
	expect(xml.text).toContain('<summary>&lt;T&gt;</summary>');
	expect(xml.text).not.toContain('<T>');
	const html = await get(`${path}/0`, 'text/html');
	expect(html.text).not.toContain('<T>');
	expect(parsed(await get(`${path}/0`, 'application/json'))).toEqual({ text: '</content>' });
});

it('writes, reads and deletes as the stream\'s list allows', async () => {
	const person = { loginName: 'http-ann', fullName: 'Ann', groups: ['readers'], password: 'Secret-1' };
	expect((await ask('POST', '/users', { headers: json, body: JSON.stringify(person) })).status).toBe(201);
	const user = 'http-ann:Secret-1';
	await server.append('mine', 1);
	await server.client.setStreamMetadata('mine', { acl: { readRoles: ['readers'], writeRoles: ['$admins'], deleteRoles: ['$admins'] } });

	const accept = { accept: 'application/json' };
	expect((await ask('GET', '/streams/mine', { user, headers: accept })).status).toBe(200);
	const event = { headers: { ...json, 'es-eventtype': 'T', 'es-eventid': randomUUID() }, body: '{}' };
	expect((await ask('POST', '/streams/mine', { user, ...event })).status).toBe(403);
	expect((await ask('DELETE', '/streams/mine', { user })).status).toBe(403);
	expect((await ask('GET', '/streams/$all', { user, headers: accept })).status).toBe(403);
	expect((await ask('POST', '/streams/mine', { ...event, user: undefined })).status).toBe(401);
	expect((await ask('POST', '/streams/mine', { user: 'http-ann:wrong', ...event })).headers['www-authenticate']).toContain('Basic');
	expect((await ask('DELETE', '/streams/mine')).status).toBe(204);
});

it('manages users, and never tells what their passwords are', async () => {
	const path = '/users/http-bob';
	const body = JSON.stringify({ loginName: 'http-bob', fullName: 'Bob', groups: [], password: 'Secret-1' });
	expect((await ask('POST', '/users', { headers: json, body })).status).toBe(201);
	expect((await ask('PUT', path, { headers: json, body: '{"fullName":"Bob B","groups":["g"]}' })).status).toBe(200);
	expect(parsed(await ask('GET', path)).data).toMatchObject({ loginName: 'http-bob', fullName: 'Bob B', groups: ['g'], disabled: false });
	const change = (current: string) => ask('POST', `${path}/command/change-password`, {
		user: 'http-bob:Secret-1', headers: json, body: JSON.stringify({ currentPassword: current, newPassword: 'Secret-2' }),
	});
	expect((await change('wrong')).status).toBe(403);
	expect((await change('Secret-1')).status).toBe(200);
	expect((await ask('GET', '/users/$current', { user: 'http-bob:Secret-1' })).status).toBe(401);
	expect(parsed(await ask('GET', '/users/$current', { user: 'http-bob:Secret-2' })).data).toMatchObject({ loginName: 'http-bob' });
	expect((await ask('GET', '/users', { user: 'http-bob:Secret-2' })).text).not.toMatch(/hash|salt|Secret/);
	expect((await ask('POST', '/users', { user: 'http-bob:Secret-2', headers: json, body })).status).toBe(403);
	expect((await ask('POST', `${path}/command/disable`)).status).toBe(200);
	expect((await ask('GET', '/users/$current', { user: 'http-bob:Secret-2' })).status).toBe(401);
	expect((await ask('DELETE', path)).status).toBe(200);
	expect((await ask('GET', path)).status).toBe(404);
	expect(JSON.stringify(server.log)).not.toContain('Secret');
});

it('keeps the passwords of its settings to itself', async () => {
	expect((await ask('GET', '/info/options')).text).not.toContain('changeit');
});
