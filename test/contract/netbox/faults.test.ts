import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

import { NetBoxApi } from '../../../credentials/NetBoxApi.credentials.ts';
import { netBox, removeLater, run, token, unique, url } from './support/netbox.ts';

const at = (credential: object) => ({ credentials: { netBoxApi: { url, token, allowUnauthorizedCerts: false, ...credential } } });
const list = (credential: object) => run('list', 'tenancy/tenants', { limit: 1 }, at(credential));

async function serving(listener: RequestListener, test: (url: string) => Promise<void>): Promise<void> {
	const server = createServer(listener);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	try {
		await test(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
	} finally {
		server.closeAllConnections();
		server.close();
	}
}

describe('a credential', () => {
	it.each([
		['of version 2 whose secret is wrong', `${token.slice(0, 17)}${'x'.repeat(40)}`, 'Invalid v2 token'],
		['of version 1 that nobody has', '0'.repeat(40), 'Invalid v1 token'],
	])('%s is refused', async (_what, wrong, message) => {
		await expect(list({ token: wrong })).rejects.toMatchObject({ message, httpCode: '403', description: expect.stringMatching(/^Check the token/) as string });
	});

	it('of version 1 that may only read does that', async () => {
		const { data: user } = await netBox.get<{ id: number }>('authentication-check/');
		const { data: made } = await netBox.post<{ id: number; token: string }>('users/tokens/', { user: user.id, version: 1, write_enabled: false });
		removeLater('users/tokens', made.id);
		await expect(list({ token: made.token })).resolves.toBeDefined();
		const name = unique('site');
		await expect(run('create', 'dcim/sites', { input: 'json', body: JSON.stringify({ name, slug: name }) }, at({ token: made.token }))).rejects.toMatchObject({
			httpCode: '403',
			description: expect.stringContaining('allow writing') as string,
		});
	});

	it('is tested where NetBox lets only those in that it knows', async () => {
		const { url: path } = new NetBoxApi().test.request;
		const status = async (authorization: string) => (await netBox.get(`${url}${path}`, { headers: { authorization }, validateStatus: () => true })).status;
		expect(await status(`Bearer ${token}`)).toBe(200);
		expect(await status(`Bearer ${token.slice(0, 17)}${'x'.repeat(40)}`)).toBe(403);
		expect(await status(`Token ${'0'.repeat(40)}`)).toBe(403);
	});

	it('may have an address with what people paste', async () => {
		await expect(list({ url: `${url}/` })).resolves.toBeDefined();
		await expect(list({ url: `${url}/api/` })).resolves.toBeDefined();
	});
});

describe('a NetBox that fails', () => {
	it('by being gone cannot be reached', async () => {
		await expect(list({ url: 'http://127.0.0.1:1' })).rejects.toMatchObject({ message: 'NetBox cannot be reached at 127.0.0.1:1', httpCode: 'unreachable' });
	});

	it('by closing an idle connection just when it is used again does not matter to who only reads', async () => {
		let requests = 0;
		await serving(
			(request, response) => {
				requests++;
				if (requests === 1) request.socket.destroy();
				else response.setHeader('content-type', 'application/json').end('{"results":[{"id":1}],"next":null}');
			},
			async (other) => {
				await expect(list({ url: other })).resolves.toEqual([{ id: 1 }]);
				requests = 0;
				await expect(run('delete', 'dcim/sites', { id: '1' }, at({ url: other }))).rejects.toMatchObject({ httpCode: 'connection-lost' });
				expect(requests).toBe(1);
			},
		);
	});

	it('by being another program is none', async () => {
		await serving((_request, response) => response.end('<html>Log in</html>'), async (other) => {
			await expect(list({ url: other })).rejects.toMatchObject({ message: "What answers at /api/tenancy/tenants/ is not NetBox's API" });
		});
	});

	it('by being started says so', async () => {
		await serving((_request, response) => response.writeHead(503).end('<html>'), async (other) => {
			await expect(list({ url: other })).rejects.toMatchObject({ httpCode: '503', description: expect.stringContaining('try again') as string });
		});
	});

	it('by sending its caller elsewhere does not get the token sent there', async () => {
		let seen: string | undefined;
		await serving(
			(request, response) => {
				seen = request.headers.authorization;
				response.setHeader('content-type', 'application/json').end('{"results":[],"next":null}');
			},
			async (elsewhere) => {
				await serving((_request, response) => response.writeHead(302, { location: `${elsewhere}/` }).end(), async (other) => {
					await list({ url: other.replace('127.0.0.1', 'localhost') });
					expect(seen).toBeUndefined();
				});
			},
		);
	});
});
