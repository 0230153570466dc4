import { named, unique } from './support/event-store.ts';
import { type OwnServer, startOwnServer, startOwnTlsServer } from './support/node-server.ts';

describe('the server', () => {
	let server: OwnServer;
	beforeAll(async () => {
		server = await startOwnServer();
	});
	afterAll(() => server.remove());

	it('says what it is', async () => {
		expect(await server.run('server', 'getVersion')).toEqual([{ version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string, tls: false }]);
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
