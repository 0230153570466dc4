import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

import { url } from './netbox.ts';

/** Serves NetBox but for some addresses, which answer with a failure; gives the address to call, and closes it afterwards. */
export async function withoutSome(closed: RegExp, status: number, test: (url: string) => Promise<void>): Promise<void> {
	const server = createServer((incoming, outgoing) => {
		if (closed.test(incoming.url ?? '')) {
			incoming.resume();
			outgoing.writeHead(status, { 'content-type': 'application/json' }).end('{"error":"closed","exception":"AttributeError"}');
			return;
		}
		const to = request(new URL(incoming.url ?? '/', url), { method: incoming.method, headers: incoming.headers, agent: false }, (answer) => {
			outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
			answer.pipe(outgoing);
		});
		to.on('error', () => outgoing.destroy());
		incoming.pipe(to);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	try {
		await test(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
	} finally {
		server.closeAllConnections();
		server.close();
	}
}
