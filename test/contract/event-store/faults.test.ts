import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

import type { ICredentialDataDecryptedObject, ICredentialTestFunctions } from 'n8n-workflow';

import { itemsOf } from '../../support/items.ts';
import { credential, named, node, run, unique } from './support/event-store.ts';
import { startTlsServer, type TlsServer } from './support/tls-server.ts';

const test = (data: ICredentialDataDecryptedObject) =>
	node.methods.credentialTest.eventStoreConnection.call({} as ICredentialTestFunctions, { id: '1', name: 'store', type: 'eventStoreApi', data });

interface Listener {
	port: number;
	/** Takes connections from now on as it is told. */
	onConnection: (handle: (socket: Socket) => void) => void;
	close: () => void;
}

/** A port that takes connections and does what a test wants with them. */
async function listen(handle: (socket: Socket) => void): Promise<Listener> {
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.on('error', () => undefined);
		handle(socket);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		port: (server.address() as AddressInfo).port,
		onConnection: (other) => (handle = other),
		close: () => {
			server.close();
			for (const socket of sockets) socket.destroy();
		},
	};
}

/** Stands between node and event store, so that a connection can be broken. */
function forward(socket: Socket): void {
	const { hostname, port } = new URL((credential.connectionString as string).replace(/^\w+/, 'http'));
	pipeline(socket, connect(Number(port), hostname), socket, () => undefined);
}

describe('the test of the credential', () => {
	let tls: TlsServer;
	beforeAll(async () => {
		tls = await startTlsServer();
	});
	afterAll(() => tls.close());

	it('passes on the running event store', async () => {
		expect(await test(credential)).toEqual({ status: 'OK', message: 'Connection successful' });
	});

	it.each([
		['a user', 'admin', 'changeit', 'OK', /successful/],
		['a user who may not read everything', 'guest', 'guest', 'OK', /successful/],
		['a user name with a blank from pasting', ' admin\n', 'changeit\n', 'OK', /successful/],
		['a wrong password', 'admin', 'admin', 'Error', /does not know this user name and password/],
		['nobody', '', '', 'Error', /lets nobody in without a user.*fill in User Name and Password/],
	])('over TLS with %s', async (_what, username, password, status, message) => {
		const data = { connectionString: `esdb://${tls.address}`, username, password, caCertificate: tls.certificate };
		expect(await test(data)).toEqual({ status, message: expect.stringMatching(message) as string });
	});

	it('fails when nobody vouches for the certificate, unless that is wanted', async () => {
		const login = { username: 'admin', password: 'changeit', caCertificate: '' };
		expect(await test({ ...login, connectionString: `esdb://${tls.address}` })).toEqual({
			status: 'Error',
			message: expect.stringMatching(/^The certificate of the event store is not trusted \(self-signed certificate\)\. .*field CA Certificate/) as string,
		});
		expect(await test({ ...login, connectionString: `esdb://${tls.address}?tlsVerifyCert=false` })).toMatchObject({ status: 'OK' });
	});

	it.each(['127.0.0.1', 'localhost'])('knows the server by its certificate at %s, and leaves nothing in the log', async (host) => {
		const warned: Error[] = [];
		const note = (warning: Error) => warned.push(warning);
		process.on('warning', note);
		const address = tls.address.replace('localhost', host);
		const data = { connectionString: `esdb://${address}`, username: 'admin', password: 'changeit', caCertificate: tls.certificate };
		expect(await test(data)).toMatchObject({ status: 'OK' });
		await sleep(10);
		process.off('warning', note);
		expect(warned).toEqual([]);
	});

	it('says which side speaks TLS and which does not', async () => {
		expect((await test({ connectionString: `esdb://${tls.address}?tls=false` })).message).toMatch(/closed the connection.*take tls=false out/);
		const { connectionString } = credential;
		expect((await test({ connectionString: (connectionString as string).replace('tls=false', 'tls=true'), username: 'a', password: 'b' })).message).toMatch(
			/does not speak TLS at this address.*\?tls=false/,
		);
	});

	it('takes a login for a server without TLS, which needs none', async () => {
		const connectionString = (credential.connectionString as string).replace('://', '://admin:changeit@');
		expect(await test({ connectionString })).toMatchObject({ status: 'OK' });
		expect(await test({ ...credential, username: 'admin', password: 'changeit' })).toMatchObject({ status: 'OK' });
	});

	it.each([
		['nobody listens', { connectionString: 'esdb://127.0.0.1:1?tls=false' }, /ECONNREFUSED[\s\S]*Check that the server runs/],
		['the name is unknown', { connectionString: 'esdb://nowhere.invalid:2113?tls=false' }, /nowhere\.invalid[\s\S]*Check that the server runs/],
		['the string is none', { connectionString: '127.0.0.1:2113' }, /Connection String: must begin with esdb:\/\//],
		['the certificate is none', { connectionString: 'esdb://127.0.0.1:1', caCertificate: 'hello' }, /CA Certificate/],
	])('says what is wrong when %s', async (_what, data, message) => {
		expect(await test(data)).toEqual({ status: 'Error', message: expect.stringMatching(message) as string });
	});
});

describe('a server that fails', () => {
	const at = (port: number, options = '') => ({ eventStoreApi: { connectionString: `esdb://127.0.0.1:${port}?tls=false${options}` } });
	const append = { stream: named(unique()), eventType: 'X', data: '{}' };

	it('by being gone is unavailable, and the node says so at once', async () => {
		const started = Date.now();
		await expect(run('append', append, { credentials: at(1) })).rejects.toMatchObject({ httpCode: 'unavailable' });
		await expect(run('read', { stream: named('a'), limit: 1 }, { credentials: at(1) })).rejects.toMatchObject({ httpCode: 'unavailable' });
		// Long before the deadline of ten seconds.
		expect(Date.now() - started).toBeLessThan(8_000);
	});

	it('by saying nothing is timed out, and is asked on a new connection after that', async () => {
		const { port, close, onConnection } = await listen(() => undefined);
		const stream = named(unique());
		await run('append', { ...append, stream });
		try {
			await expect(run('append', append, { credentials: at(port, '&defaultDeadline=500') })).rejects.toMatchObject({ httpCode: 'timeout' });
			await expect(run('read', { stream: named('a'), limit: 1 }, { credentials: at(port) })).rejects.toMatchObject({ httpCode: 'timeout' });
			// The connection that is there stays silent; only new ones find the server.
			onConnection(forward);
			expect(await run('read', { stream, limit: 1 }, { credentials: at(port) })).toHaveLength(1);
		} finally {
			close();
		}
	});

	it('does not disturb the appends to another one', async () => {
		const { port, close } = await listen(forward);
		await run('append', { ...append, stream: named(unique()) }, { credentials: at(port) });
		const going = Array.from({ length: 20 }, () => {
			const items = itemsOf(...Array.from({ length: 20 }, (_, n) => ({ n })));
			return run('append', { ...append, stream: named(unique()) }, { items });
		});
		await sleep(50);
		close();
		expect((await Promise.all(going)).flat()).toHaveLength(400);
	});

	it('is met again when it is back', async () => {
		const { port, onConnection, close } = await listen((socket) => socket.destroy());
		const credentials = at(port);
		try {
			await expect(run('append', append, { credentials })).rejects.toMatchObject({ httpCode: 'unavailable' });
			onConnection(forward);
			expect(await run('append', { ...append, stream: named(unique()) }, { credentials })).toMatchObject([{ revision: 0 }]);
		} finally {
			close();
		}
	});
});

describe('an execution that its user stops', () => {
	it('stops reading', async () => {
		const { port, close } = await listen(() => undefined);
		const abort = new AbortController();
		const credentials = { eventStoreApi: { connectionString: `esdb://127.0.0.1:${port}?tls=false` } };
		const reading = run('read', { stream: named('a'), limit: 1 }, { credentials, signal: abort.signal });
		const started = Date.now();
		setTimeout(() => abort.abort(), 200);
		await expect(reading).rejects.toThrow();
		expect(Date.now() - started).toBeLessThan(10_000);
		close();
	});
});
