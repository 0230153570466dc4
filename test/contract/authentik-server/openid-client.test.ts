import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import * as client from 'openid-client';
import type { Connections } from '../../../stack/connections.ts';
import { authentik } from './authentik.ts';

let connection: Connections['authentik'];

beforeAll(async () => {
	connection = await authentik();
});

/** Configures openid-client from the application's discovery document. */
async function discover(authentication?: client.ClientAuth, secret?: string): Promise<client.Configuration> {
	const { issuer, clientId, clientSecret } = connection;
	const execute = issuer.startsWith('http:') ? [client.allowInsecureRequests] : [];
	return client.discovery(new URL(issuer), clientId, secret ?? clientSecret, authentication, { execute });
}

async function tokens(who: 'publisher' | 'outsider', scope = 'openid profile email') {
	return client.clientCredentialsGrant(await discover(), { scope, ...connection[who] });
}

describe('openid-client', () => {
	test('finds issuer and endpoints by discovery', async () => {
		const metadata = (await discover()).serverMetadata();
		expect(metadata.issuer).toBe(connection.issuer);
		expect(metadata.token_endpoint).toMatch(/\/application\/o\/token\/$/);
		expect(metadata.jwks_uri).toBe(`${connection.issuer}jwks/`);
	});

	test.each([
		['client_secret_post', () => client.ClientSecretPost()],
		['client_secret_basic', () => client.ClientSecretBasic()],
	])('gets a token by %s', async (_name, authentication) => {
		const answer = await client.clientCredentialsGrant(await discover(authentication()), { scope: 'profile' });
		expect(answer.token_type).toBe('bearer');
		expect(answer.expiresIn()).toBeGreaterThan(3500);
		expect(answer.refresh_token).toBeUndefined();
		expect(decodeJwt(answer.access_token).preferred_username).toMatch(/^ak-.*-client_credentials$/);
	});

	test('gets tokens for service accounts by their app passwords; jose verifies both by the JWKS', async () => {
		const keys = createRemoteJWKSet(new URL(`${connection.issuer}jwks/`));
		const expected = { issuer: connection.issuer, audience: connection.clientId, algorithms: ['RS256'], typ: 'JWT' };
		const publisher = await jwtVerify((await tokens('publisher')).access_token, keys, expected);
		const { username } = connection.publisher;
		expect(publisher.payload).toMatchObject({ azp: connection.clientId, preferred_username: username });
		expect(publisher.payload.groups).toContain('document-publishers');
		const outsider = await jwtVerify((await tokens('outsider')).access_token, keys, expected);
		expect(outsider.payload.groups).not.toContain('document-publishers');
	});

	test('reads the id token that comes along', async () => {
		const answer = await tokens('publisher');
		const claims = answer.claims();
		const { azp: _azp, uid: _uid, scope: _scope, ...access } = decodeJwt(answer.access_token);
		expect(claims).toEqual(access);
	});

	test('introspects, reads userinfo, revokes, and then finds the token dead', async () => {
		const configuration = await discover();
		const { access_token } = await tokens('publisher');
		const { sub = '' } = decodeJwt(access_token);
		const introspection = await client.tokenIntrospection(configuration, access_token);
		expect(introspection).toMatchObject({ active: true, sub, client_id: connection.clientId });
		const info = await client.fetchUserInfo(configuration, access_token, sub);
		expect(info).toMatchObject({ preferred_username: connection.publisher.username });
		expect(info.groups).toContain('document-publishers');

		await client.tokenRevocation(configuration, access_token);

		expect(await client.tokenIntrospection(configuration, access_token)).toEqual({ active: false });
		// Authentik's WWW-Authenticate names no scheme, so the client finds no challenge in it; the status says enough.
		const refused = client.fetchUserInfo(configuration, access_token, sub);
		await expect(refused).rejects.toMatchObject({ cause: { status: 401 } });
	});

	test.each([
		['a wrong app password', { username: 'publisher', password: 'wrong' }],
		['an unknown user', { username: 'nobody', password: 'wrong' }],
	])('is told invalid_grant for %s', async (_what, parameters) => {
		const refused = client.clientCredentialsGrant(await discover(), parameters);
		await expect(refused).rejects.toMatchObject({ error: 'invalid_grant', status: 400 });
	});

	test('is told invalid_grant for a wrong client secret, and sees nothing by introspection', async () => {
		const configuration = await discover(undefined, 'wrong');
		await expect(client.clientCredentialsGrant(configuration)).rejects.toMatchObject({ error: 'invalid_grant', status: 400 });
		const { access_token } = await tokens('publisher');
		expect(await client.tokenIntrospection(configuration, access_token)).toEqual({ active: false });
	});
});
