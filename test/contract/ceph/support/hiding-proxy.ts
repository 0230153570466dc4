import { once } from 'node:events';
import { createServer } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface HidingProxy {
	url: string;
	/** Requests that came for the hidden path, and all others. */
	hidden: number;
	passed: string[];
	close(): void;
}

/** Stands in front of a Dashboard and keeps one of its paths from the public. */
export async function startHidingProxy(target: string, ca: string, path: string): Promise<HidingProxy> {
	const server = createServer((incoming, answer) => {
		if (incoming.url === path) {
			proxy.hidden++;
			answer.writeHead(403).end('Forbidden');
			return;
		}
		proxy.passed.push(`${incoming.method} ${incoming.url}`);
		const { hostname, port } = new URL(target);
		const outgoing = request({ hostname, port, ca, path: incoming.url, method: incoming.method, headers: { ...incoming.headers, connection: 'close' } }, (response) => {
			answer.writeHead(response.statusCode ?? 502, response.headers);
			response.pipe(answer);
		});
		outgoing.once('error', () => answer.destroy());
		incoming.pipe(outgoing);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const proxy: HidingProxy = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		hidden: 0,
		passed: [],
		close() {
			server.close();
			server.closeAllConnections();
		},
	};
	return proxy;
}
