import { named, unique } from './support/event-store.ts';
import { type OwnServer, startOwnServer, startOwnTlsServer } from './support/node-server.ts';

describe('the server', () => {
	let server: OwnServer;
	beforeAll(async () => {
		server = await startOwnServer();
	});
	afterAll(() => server.remove());

	it('says what it is', async () => {
		expect(await server.run('server', 'getVersion')).toEqual([{ version: expect.stringMatching(/^25\.0\.0/) as string, tls: false }]);
	});

	it('says who belongs to the cluster', async () => {
		const [member, ...others] = await server.run('server', 'getGossip');
		expect(member).toMatchObject({ state: 'leader', alive: true, port: expect.any(Number) as number });
		expect(Math.abs(Date.now() - Date.parse(member!.seen as string))).toBeLessThan(60_000);
		expect(others).toEqual([]);
	});
});

describe('a server at an IPv6 address, over TLS', () => {
	let server: OwnServer;
	beforeAll(async () => {
		server = await startOwnTlsServer('--host', '::1');
	});
	afterAll(() => server.remove());

	it('is found, and its certificate is held against the address', async () => {
		const credential = { ...server.credential, connectionString: (server.credential.connectionString as string).replace('localhost', '[::1]') };
		const stream = unique();
		await server.run('stream', 'append', { stream: named(stream), eventType: 'Came', data: '{}' }, { credentials: { eventStoreApi: credential } });
		expect(await server.run('stream', 'exists', { stream: named(stream) }, { credentials: { eventStoreApi: credential } })).toMatchObject([{ exists: true }]);
	});
});

describe('what operators do', () => {
	let server: OwnServer;
	beforeAll(async () => {
		server = await startOwnTlsServer();
	});
	afterAll(() => server.remove());

	it('frees the space of what was deleted', async () => {
		const [started] = await server.run('server', 'startScavenge', { options: { threadCount: 1, startFromChunk: 0 } });
		expect(started).toEqual({ scavengeId: expect.stringMatching(/^[\da-f-]{36}$/) as string, result: 'started' });
	});

	it('says that a scavenge is not under way', async () => {
		await expect(server.run('server', 'stopScavenge', { scavengeId: '3f2c1f9e-6a53-4c38-8a51-0d5d4b1c9f10' })).rejects.toMatchObject({
			httpCode: 'scavenge-not-found',
			message: 'There is no such scavenge under way',
		});
	});

	it('merges the indexes', async () => {
		expect(await server.run('server', 'mergeIndexes')).toEqual([{ merging: true }]);
	});

	it('is for operators only', async () => {
		await server.run('user', 'create', { login: 'guest', password: 'guest' });
		const credentials = { eventStoreApi: { ...server.credential, username: 'guest', password: 'guest' } };
		await expect(server.run('server', 'startScavenge', {}, { credentials })).rejects.toMatchObject({ httpCode: 'access-denied' });
	});
});
