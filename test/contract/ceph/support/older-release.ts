import { once } from 'node:events';
import { createServer } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

export interface OlderRelease {
	url: string;
	close(): void;
}

const OPEN_API = '/docs/openapi.json';

/** Stands in front of a Dashboard and is without the endpoints below one path, as a release that did not have them yet. */
export async function startOlderRelease({ url, caCertificate }: { url: string; caCertificate: string }, unknown: string): Promise<OlderRelease> {
	const { hostname, port } = new URL(url);
	const server = createServer((incoming, answer) => {
		const path = incoming.url ?? '';
		if (path.startsWith(unknown)) {
			answer.writeHead(404, { 'Content-Type': 'application/json' }).end(JSON.stringify({ status: '404 Not Found', detail: `The path '${path}' was not found.` }));
			return;
		}
		const headers = { ...incoming.headers, connection: 'close', 'accept-encoding': 'identity' };
		const outgoing = request({ hostname, port, ca: caCertificate, path, method: incoming.method, headers }, (response) => {
			if (path !== OPEN_API) {
				answer.writeHead(response.statusCode ?? 502, response.headers);
				response.pipe(answer);
				return;
			}
			void json(response).then((document) => {
				const { paths } = document as { paths: Record<string, unknown> };
				const known = Object.entries(paths).filter(([endpoint]) => !endpoint.startsWith(unknown));
				answer.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ paths: Object.fromEntries(known) }));
			});
		});
		outgoing.once('error', () => answer.destroy());
		incoming.pipe(outgoing);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		close() {
			server.close();
			server.closeAllConnections();
		},
	};
}
