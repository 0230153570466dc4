import { X509Certificate } from 'node:crypto';
import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';
import { CLIENT_ID, CLIENT_SECRET, createApplication } from './application.ts';
import { Embedded } from './embedded.ts';

let server: Embedded;
let provider: number;

beforeEach(async () => {
	server = await Embedded.start();
	({ provider } = await createApplication(server, 'app'));
}, 30_000);

afterEach(() => server.stop());

async function token(): Promise<string> {
	const fields = { grant_type: 'client_credentials', client_id: CLIENT_ID, client_secret: CLIENT_SECRET };
	return (await server.form<{ access_token: string }>('token', fields)).body.access_token;
}

async function jwks(): Promise<JSONWebKeySet> {
	return (await server.fetch<JSONWebKeySet>('/application/o/app/jwks/')).body;
}

async function generate(alg: string): Promise<string> {
	const body = { common_name: `${alg}.example`, validity_days: 30, alg };
	return (await server.api<{ pk: string }>('POST', 'crypto/certificatekeypairs/generate/', body)).body.pk;
}

async function sign(signing_key: string | null) {
	return server.api('PATCH', `providers/oauth2/${provider}/`, { signing_key });
}

async function introspect(jwt: string) {
	return (await server.form('introspect', { token: jwt }, [CLIENT_ID, CLIENT_SECRET])).body.active;
}

test('the JWKS shows the public key with its certificate, to any origin', async () => {
	const { headers, body } = await server.fetch<JSONWebKeySet>('/application/o/app/jwks/', {
		headers: { origin: 'https://elsewhere.example' },
	});
	const [key] = body.keys;
	expect(headers.get('access-control-allow-origin')).toBe('*');
	expect(Object.keys(key ?? {}).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use', 'x5c', 'x5t', 'x5t#S256']);
	const { x5c = [], 'x5t#S256': thumbprint } = key as { x5c?: string[]; 'x5t#S256'?: string };
	const certificate = new X509Certificate(Buffer.from(x5c[0] ?? '', 'base64'));
	const digest = Buffer.from(certificate.fingerprint256.replaceAll(':', ''), 'hex').toString('base64url');
	expect(thumbprint).toBe(digest);
	expect(certificate.publicKey.export({ format: 'jwk' }).n).toBe(key?.n);
});

test('after a change of the key the new one alone is there; old tokens stay active, but verify no more', async () => {
	const old = await token();
	await sign(await generate('ecdsa'));
	const keys = await jwks();
	expect(keys.keys).toHaveLength(1);
	await expect(jwtVerify(old, createLocalJWKSet(keys))).rejects.toThrow();
	expect(await introspect(old)).toBe(true);
	const fresh = await token();
	expect(decodeProtectedHeader(fresh).alg).toBe('ES256');
	await jwtVerify(fresh, createLocalJWKSet(keys));
});

test('without a key it is HS256 with the client secret, no kid and an empty JWKS', async () => {
	await sign(null);
	const jwt = await token();
	expect(decodeProtectedHeader(jwt)).toEqual({ alg: 'HS256', typ: 'JWT' });
	await jwtVerify(jwt, new TextEncoder().encode(CLIENT_SECRET));
	expect(await jwks()).toEqual({});
	const { body } = await server.fetch('/application/o/app/.well-known/openid-configuration');
	expect(body.id_token_signing_alg_values_supported).toEqual(['HS256']);
	expect(await introspect(jwt)).toBe(true);
});

test('deleting the key pair falls back to HS256', async () => {
	const key = await generate('ecdsa');
	await sign(key);
	expect(decodeProtectedHeader(await token()).alg).toBe('ES256');
	expect((await server.api('DELETE', `crypto/certificatekeypairs/${key}/`)).status).toBe(204);
	expect(decodeProtectedHeader(await token()).alg).toBe('HS256');
});

test('a key that cannot sign tokens is refused', async () => {
	const { status, body } = await sign(await generate('ed25519'));
	expect(status).toBe(400);
	expect(body).toHaveProperty('signing_key');
	expect(await token()).toEqual(expect.any(String));
});
