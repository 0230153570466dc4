import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

import { describeOwner, parseListeners, portOwners } from '../../stack/engine/portOwner.ts';

const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:162E 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 46119 1 0000000000000000 100 0 0 10 0
   1: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000   101        0 51234 1 0000000000000000 100 0 0 10 0
   2: 0100007F:162E 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 60000 1 0000000000000000 20 4 30 10 -1
`;

describe('listening sockets', () => {
	it('are those in state 0A, with their port, address and inode', () => {
		expect(parseListeners(table)).toEqual([
			{ port: 5678, address: '127.0.0.1', inode: '46119' },
			{ port: 8080, address: '0.0.0.0', inode: '51234' },
		]);
	});

	it('are none in an empty table', () => {
		expect(parseListeners('')).toEqual([]);
	});
});

describe('the owner of a port', () => {
	it('is this process for a port that this process listens on, and nobody for a free one', async () => {
		const server = createServer().listen(0, '127.0.0.1');
		await once(server, 'listening');
		const { port } = server.address() as AddressInfo;
		try {
			const owners = await portOwners([port], undefined);
			expect(owners.get(port)).toMatchObject({ pid: process.pid });
		} finally {
			server.close();
			await once(server, 'close');
		}
		expect((await portOwners([port], undefined)).size).toBe(0);
	});

	it('is named by container, by process, or as unknown', () => {
		expect(describeOwner({ container: 'shop_web_1', project: 'shop', pid: 1, command: 'docker-proxy' })).toBe(
			'container shop_web_1',
		);
		expect(describeOwner({ pid: 4711, command: 'node server.js' })).toBe('process 4711 (node server.js)');
		expect(describeOwner({})).toMatch(/process/);
	});
});
