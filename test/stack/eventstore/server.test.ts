import { connect as connectHttp2 } from 'node:http2';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../../../stack/eventstore/server.ts';
import type { RunningServer } from '../../../stack/eventstore/server.ts';

let folder: string;
let server: RunningServer;
beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'eventstore-'));
	const settings = { db: folder, host: '127.0.0.1', port: 0, maxAppendSize: 1024, writeTimeout: 1000 };
	server = await startServer({ ...settings, startStandardProjections: false }, () => undefined);
});
afterAll(async () => {
	await server.close();
	rmSync(folder, { recursive: true });
});

const url = (path: string) => `http://127.0.0.1:${server.port}${path}`;

describe('pages', () => {
	it('says that it lives', async () => {
		expect((await fetch(url('/health/live'))).status).toBe(204);
	});

	it('says that it is embedded, and what it has', async () => {
		expect(await (await fetch(url('/info'))).json()).toMatchObject({
			esVersion: expect.stringContaining('embedded') as string,
			features: { userManagement: false, atomPub: true },
			authentication: { type: 'insecure' },
		});
		expect(await (await fetch(url('/web'))).text()).toContain('embedded event store');
	});

	it('tells its position and memory, as a whole and in parts', async () => {
		expect(await (await fetch(url('/stats'))).json()).toMatchObject(
			{ es: { writer: { lastPosition: expect.any(Number) as number } }, proc: { mem: expect.any(Number) as number } });
		expect(await (await fetch(url('/stats/es/writer'))).json()).toEqual({ lastPosition: expect.any(Number) as number });
	});

	it.each([
		['GET', '/streams/order-1', 404],
		['GET', '/nothing', 404],
		['GET', '/constructor', 404],
		['GET', '/stats/constructor', 404],
		['GET', '/streams/%E0%A4%A', 404],
		['POST', '/info', 405],
		['GET', '/users', 404],
	])('answers %s %s with %i', async (method, path, status) => {
		expect((await fetch(url(path), { method, headers: { accept: 'application/json' } })).status).toBe(status);
	});

	it('tells browsers what scripts of other pages may do', async () => {
		const { headers } = await fetch(url('/streams/s'), { method: 'OPTIONS' });
		expect(headers.get('access-control-allow-origin')).toBe('*');
		expect(headers.get('access-control-allow-methods')).toBe('POST, DELETE, GET, OPTIONS');
	});
});

describe('one port', () => {
	const received = async (pieces: (string | Buffer)[], until: (bytes: Buffer) => boolean): Promise<Buffer> => {
		const socket: Socket = connect({ port: server.port, host: '127.0.0.1', noDelay: true });
		let bytes = Buffer.alloc(0);
		const answered = new Promise<void>((resolve, reject) => {
			socket.on('data', (chunk: Buffer) => {
				bytes = Buffer.concat([bytes, chunk]);
				if (until(bytes)) resolve();
			});
			socket.on('error', reject);
			socket.on('close', () => resolve());
		});
		for (const piece of pieces) {
			socket.write(piece);
			await new Promise((resolve) => setTimeout(resolve, 20));
		}
		await answered;
		socket.destroy();
		return bytes;
	};

	it('speaks HTTP/1, also when the request comes in pieces', async () => {
		const answer = await received(['P', 'OST /info HT', 'TP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi'], (b) => b.includes('\r\n'));
		expect(answer.toString()).toContain('HTTP/1.1 405');
	});

	it('survives a path that is no URL', async () => {
		const answer = await received(['GET // HTTP/1.1\r\nHost: x\r\n\r\n'], (bytes) => bytes.includes('HTTP'));
		expect(answer.toString()).toContain('HTTP/1.1 404');
	});

	it.each([
		['a request line that is none', 'NONSENSE\r\n\r\n'],
		['headers without end', `GET / HTTP/1.1\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`],
		['a length that is none', 'POST /streams/s HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n'],
		['control characters', 'GET /\u0000 HTTP/1.1\r\nHost: x\r\n\r\n'],
	])('answers %s with a status', async (_what, request) => {
		const answer = await received([request], (bytes) => bytes.includes('\r\n'));
		expect(answer.toString()).toMatch(/^HTTP\/1\.1 4\d\d/);
		expect((await fetch(url('/health/live'))).status).toBe(204);
	});

	it('speaks HTTP/2, also when the preface comes in pieces', async () => {
		const settings = Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]);
		const answer = await received(['P', 'RI * HTTP/2.0\r\n\r\n', 'SM\r\n\r\n', settings], (b) => b.length >= 9);
		expect(answer[3]).toBe(4);
	});

	it('refuses HTTP/2 that is not gRPC', async () => {
		const session = connectHttp2(url('/'));
		const request = session.request({ ':path': '/info' });
		const status = await new Promise((resolve) => request.on('response', (headers) => resolve(headers[':status'])));
		session.close();
		expect(status).toBe(415);
	});
});
