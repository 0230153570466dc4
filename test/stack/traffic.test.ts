import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { connect, createServer as createHttp2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import { Traffic } from '../run/failure/traffic.ts';

const traffic = new Traffic();
beforeEach(() => traffic.clear());

async function listening<S extends { listen(port: number, host: string): unknown; address(): unknown; close(): unknown }>(server: S): Promise<string> {
	server.listen(0, '127.0.0.1');
	await once(server as unknown as NodeJS.EventEmitter, 'listening');
	return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('the record of a test\'s requests', () => {
	const server = createServer((incoming, answer) => {
		incoming.resume().on('end', () => answer.writeHead(418, { 'x-kind': 'tea' }).end('no coffee'));
	});
	let at: string;
	beforeAll(async () => void (at = await listening(server)));
	afterAll(() => void server.close());

	it('has what Node\'s own client sent and received', async () => {
		const call = request(`http://${at}/pot?size=2`, { method: 'POST', headers: { 'x-who': 'test' } });
		call.write('brew ');
		call.end('it');
		const [answer] = (await once(call, 'response')) as [AsyncIterable<Uint8Array>];
		expect(await text(answer)).toBe('no coffee');
		const [exchange] = traffic.recent;
		expect(exchange).toMatchObject({ request: `POST http://${at}/pot?size=2`, answer: "418 I'm a Teapot" });
		expect(exchange?.requestHeaders).toContain('x-who: test');
		expect(exchange?.answerHeaders).toContain('x-kind: tea');
		expect([String(exchange?.requestBody), String(exchange?.answerBody)]).toEqual(['brew it', 'no coffee']);
	});

	it('has what fetch sent and received', async () => {
		await (await fetch(`http://${at}/pot`, { method: 'PUT', body: 'brew' })).text();
		const [exchange] = traffic.recent;
		expect(exchange).toMatchObject({ request: `PUT http://${at}/pot`, answer: "418 I'm a Teapot" });
		expect([String(exchange?.requestBody), String(exchange?.answerBody)]).toEqual(['brew', 'no coffee']);
	});

	it('has no bytes that nobody can read, but their number', async () => {
		await (await fetch(`http://${at}/pot`, { method: 'PUT', body: new Uint8Array(9000) })).text();
		expect(String(traffic.recent[0]?.requestBody)).toBe('(9000 bytes)');
	});

	it('has why no answer came', async () => {
		const closed = createServer();
		const nowhere = await listening(closed);
		closed.close();
		await expect(fetch(`http://${nowhere}/`)).rejects.toThrow();
		expect(traffic.recent[0]?.error).toContain('ECONNREFUSED');
	});

	it('has calls by gRPC with their status', async () => {
		const grpc = createHttp2Server((_, answer) => {
			answer.stream.respond({ ':status': 200, 'grpc-status': '5' }, { endStream: true });
		});
		const client = connect(`http://${await listening(grpc)}`);
		const call = client.request({ ':method': 'POST', ':path': '/event_store.client.streams.Streams/Read' });
		call.resume().end();
		await once(call, 'close');
		client.close();
		grpc.close();
		expect(traffic.recent[0]).toMatchObject({ request: expect.stringContaining('/event_store.client.streams.Streams/Read') as string, answer: 'gRPC status 5' });
	});
});
