import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { type OtherKubo, ipfsCommand, startKubo } from './support/container.ts';
import { credential, items, kubo, node, run, withFile } from './support/ipfs.ts';
import { type Proxy, startProxy } from './support/proxy.ts';

const get = (ipfsApi: ICredentialDataDecryptedObject) => run('node', 'get', {}, { credentials: { ipfsApi } });
const says = (message: RegExp, description: RegExp) => ({
	message: expect.stringMatching(message) as string,
	description: expect.stringMatching(description) as string,
});
const upload = async (bytes: Buffer, ipfsApi: ICredentialDataDecryptedObject) =>
	await run('file', 'add', { source: 'binary', property: 'data' }, { items: [await withFile(bytes, 'x')], credentials: { ipfsApi } });

describe('a Kubo that cannot be reached', () => {
	it.each([
		['does not run', 'http://127.0.0.1:1', /^Kubo cannot be reached at http:\/\/127\.0\.0\.1:1: .*ECONNREFUSED/],
		['has no such name', 'http://kubo.invalid:5001', /^Kubo cannot be reached at http:\/\/kubo\.invalid:5001: .*(ENOTFOUND|EAI_AGAIN)/],
	])('%s', async (_what, rpcUrl, message) => {
		await expect(get({ rpcUrl })).rejects.toMatchObject(says(message, /Check RPC URL/));
	});

	it('is no address', async () => {
		await expect(get({ rpcUrl: '127.0.0.1:5001' })).rejects.toThrow('RPC URL: "127.0.0.1:5001" in the credential must begin with http');
		await expect(get({ gatewayUrl: 'gateway.example' })).rejects.toThrow('Gateway URL: "gateway.example" in the credential must begin with http');
	});

	it('keeps what an address carries beside its host to itself', async () => {
		const failure = await get({ rpcUrl: 'http://me:hidden@127.0.0.1:1' }).catch((error: unknown) => error as Error & { description: string });
		expect(`${(failure as Error).message} ${(failure as { description: string }).description}`).not.toContain('hidden');
	});

	it('is the gateway', async () => {
		await expect(get({ rpcUrl: credential.gatewayUrl })).rejects.toMatchObject(says(/is not the RPC API of Kubo/, /Addresses\.API/));
	});

	it.each(['/', '/api/v0', '/api/v0/', '/webui#/status', ' \r\n'])('takes an address with %j behind it', async (end) => {
		expect(await get({ rpcUrl: `${credential.rpcUrl}${end}` })).toHaveLength(1);
	});
});

describe('a Kubo that asks who calls, and hangs', () => {
	let guarded: OtherKubo;
	const basic = { authentication: 'basic', username: 'n8n', password: 'sesame' };
	beforeAll(async () => {
		guarded = await startKubo({
			'API.Authorizations': {
				n8n: { AuthSecret: 'basic:n8n:sesame', AllowedPaths: ['/api/v0'] },
				reader: { AuthSecret: 'bearer:let-me-read', AllowedPaths: ['/api/v0/cat', '/api/v0/version', '/api/v0/id', '/api/v0/repo/stat'] },
			},
		});
	});
	afterAll(async () => await guarded.remove());

	it('lets callers in by user and password, and by token', async () => {
		expect(await get({ rpcUrl: guarded.rpcUrl, ...basic })).toHaveLength(1);
		expect(await get({ rpcUrl: guarded.rpcUrl, authentication: 'bearer', token: 'let-me-read' })).toHaveLength(1);
	});

	it.each([
		['no login', {}],
		['a wrong password', { ...basic, password: 'wrong' }],
		['a wrong token', { authentication: 'bearer', token: 'wrong' }],
	])('refuses %s', async (_what, login) => {
		await expect(get({ rpcUrl: guarded.rpcUrl, ...login })).rejects.toMatchObject(says(/^Kubo refused the request/, /API\.Authorizations/));
	});

	it('refuses a large file before it was sent', async () => {
		const login = { rpcUrl: guarded.rpcUrl, authentication: 'bearer', token: 'let-me-read' };
		await expect(upload(randomBytes(32 << 20), login)).rejects.toMatchObject(says(/^Kubo refused the request/, /API\.Authorizations/));
	});

	it('is given up while it hangs', async () => {
		const parameters = { source: 'binary', property: 'data', options: { timeout: 1 } };
		const call = { items: [await withFile(randomBytes(16 << 20), 'x')], credentials: { ipfsApi: { rpcUrl: guarded.rpcUrl, ...basic } } };
		await guarded.pause();
		try {
			await expect(run('file', 'add', parameters, call)).rejects.toMatchObject(says(/^Kubo sent nothing for 1 s$/, /It hangs/));
		} finally {
			await guarded.resume();
		}
	});
});

test('a Kubo that dies while a file is sent fails the item', async () => {
	const mortal = await startKubo({});
	try {
		const login = { rpcUrl: mortal.rpcUrl };
		expect(await get(login)).toHaveLength(1);
		const sending = Promise.all(Array.from({ length: 4 }, () => upload(randomBytes(48 << 20), login)));
		await Promise.all([
			expect(sending).rejects.toMatchObject(says(/^(Kubo cannot be reached|The connection to Kubo broke)/, /daemon|run this again/)),
			new Promise((resolve) => setTimeout(resolve, 250)).then(() => mortal.kill()),
		]);
	} finally {
		await mortal.remove();
	}
});

describe('a Kubo behind a proxy with TLS', () => {
	let proxy: Proxy;
	beforeAll(async () => {
		proxy = await startProxy(credential.rpcUrl);
	});
	afterAll(() => proxy.close());

	it('is not trusted for a certificate of its own', async () => {
		await expect(get({ rpcUrl: proxy.url })).rejects.toMatchObject(says(/^The certificate of https:\/\/localhost:\d+ is not trusted/, /NODE_EXTRA_CA_CERTS/));
	});

	it('is used when the credential says so, for files as well', async () => {
		const loose = { rpcUrl: proxy.url, allowUnauthorizedCerts: true };
		const bytes = randomBytes(2 << 20);
		const [added] = await upload(bytes, loose);
		const [read] = await items('file', 'cat', { path: added!.cid as string, property: 'data' }, { credentials: { ipfsApi: loose } });
		expect(read!.json.size).toBe(bytes.length);
	});

	it('does not pass a shorter file for the whole when it drops what Kubo says at the end', async () => {
		const part = await kubo.add(randomBytes(4 << 20), { cidVersion: 1, pin: false });
		const leaves = (await ipfsCommand(['refs', part.cid.toString()])).split('\n');
		await ipfsCommand(['block', 'rm', leaves[9]!]);
		const read = items('file', 'cat', { path: part.cid.toString(), property: 'data', options: { localOnly: true } }, { credentials: { ipfsApi: { rpcUrl: proxy.url, allowUnauthorizedCerts: true } } });
		await expect(read).rejects.toMatchObject(says(/^(Kubo announced 4194304 bytes and sent \d+|The connection to Kubo broke)/, /.+/));
	});
});

describe('something else at the address', () => {
	let server: Server;
	let rpcUrl: string;
	let answer: { status: number; headers?: Record<string, string>; body: string };
	beforeAll(async () => {
		server = createServer((request, response) => {
			request.resume();
			response.writeHead(answer.status, answer.headers).end(answer.body);
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		rpcUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});
	afterAll(() => {
		server.close();
		server.closeAllConnections();
	});

	it.each([
		['a redirect', { status: 301, headers: { location: 'https://elsewhere.invalid/' }, body: '' }, /is not the RPC API of Kubo \(301\)/],
		['a page that says no', { status: 502, body: '<html><h1>Bad Gateway</h1></html>' }, /^Bad Gateway$/],
	])('is %s', async (_what, given, message) => {
		answer = given;
		await expect(get({ rpcUrl })).rejects.toThrow(message);
	});
});

test('an execution that is stopped gives up what it waits for', async () => {
	const stop = new AbortController();
	const started = Date.now();
	const waiting = run('file', 'cat', { path: 'bafkreigaknpexyvxt76zgkitavbwx6ejgfheup5oybpm77f3pxzrvwpfdi', property: 'data' }, { signal: stop.signal });
	setTimeout(() => stop.abort(), 200);
	await expect(waiting).rejects.toThrow();
	expect(Date.now() - started).toBeLessThan(20_000);
	expect(node.description.name).toBe('ipfs');
});
