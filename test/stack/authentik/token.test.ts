import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { CLIENT_ID, CLIENT_SECRET, createAccount, createApplication, created } from './application.ts';
import { Embedded } from './embedded.ts';

interface TokenAnswer {
	access_token: string;
	id_token: string;
	token_type: string;
	scope: string;
	expires_in: number;
	refresh_token?: string;
	error?: string;
	error_description?: string;
	request_id?: string;
}

const anyText: unknown = expect.any(String);

let server: Embedded;
let provider: number;
let user: number;

beforeAll(async () => {
	server = await Embedded.start();
	({ provider } = await createApplication(server, 'app'));
	user = await createAccount(server, 'robot', 'app-password');
	const group = await created<{ pk: string }>(server, 'core/groups/', { name: 'parent' });
	await created(server, 'core/groups/', { name: 'publishers', users: [user], parents: [group.pk] });
}, 30_000);

afterAll(() => server.stop());

const asClient = { client_id: CLIENT_ID, client_secret: CLIENT_SECRET };
const asRobot = { client_id: CLIENT_ID, username: 'robot', password: 'app-password' };

function ask(fields: Record<string, string>, basic?: [string, string]) {
	return server.form<TokenAnswer>('token', { grant_type: 'client_credentials', ...fields }, basic);
}

describe('the ways to identify under client_credentials', () => {
	const base64 = Buffer.from('robot:app-password').toString('base64');
	test.each<[string, Record<string, string>, [string, string] | undefined, string]>([
		['username and app password', asRobot, undefined, 'robot'],
		['both, and a client secret that is not looked at', { ...asRobot, client_secret: 'wrong' }, undefined, 'robot'],
		['base64 of both as secret', { client_id: CLIENT_ID, client_secret: base64 }, undefined, 'robot'],
		['client secret in the form', asClient, undefined, 'ak-app-client_credentials'],
		['client secret by Basic', {}, [CLIENT_ID, CLIENT_SECRET], 'ak-app-client_credentials'],
		['the grant password', { ...asRobot, grant_type: 'password' }, undefined, 'robot'],
	])('%s', async (_way, fields, basic, username) => {
		const { status, body } = await ask({ ...fields, scope: 'profile' }, basic);
		expect(status).toBe(200);
		expect(decodeJwt(body.access_token).preferred_username).toBe(username);
	});

	test('an assertion of a federated provider, and of no other', async () => {
		const federated = await createApplication(server, 'federated', { client_id: 'federated' });
		const { body: own } = await ask(asRobot);
		const asserting = {
			client_id: 'federated',
			client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
			client_assertion: own.access_token,
			scope: 'profile',
		};
		expect((await ask(asserting)).body.error).toBe('invalid_grant');
		await server.api('PATCH', `providers/oauth2/${federated.provider}/`, { jwt_federation_providers: [provider] });
		const { body } = await ask(asserting);
		expect(decodeJwt(body.access_token)).toMatchObject({ preferred_username: 'robot', aud: 'federated' });
	});
});

describe('the tokens', () => {
	test('the access token has the claims of the id token and azp, uid, scope besides', async () => {
		const { body } = await ask({ ...asRobot, scope: 'profile openid email' });
		const { azp, uid, scope, ...shared } = decodeJwt(body.access_token);
		expect(shared).toEqual(decodeJwt(body.id_token));
		expect(azp).toBe(CLIENT_ID);
		expect(uid).toEqual(anyText);
		expect(String(scope).split(' ').sort()).toEqual(['email', 'openid', 'profile']);
		const { body: account } = await server.api('GET', `core/users/${user}/`);
		expect(shared).toEqual({
			iss: `${server.url}/application/o/app/`,
			aud: CLIENT_ID,
			sub: account.uid,
			iat: expect.any(Number) as unknown,
			exp: Number(shared.iat) + 3600,
			auth_time: shared.iat,
			acr: 'goauthentik.io/providers/oauth2/default',
			jti: anyText,
			name: 'The robot',
			given_name: 'The robot',
			preferred_username: 'robot',
			nickname: 'robot',
			groups: ['publishers'],
			email: '',
			email_verified: false,
		});
	});

	test('the header names algorithm, key and type, and the JWKS verifies the signature', async () => {
		const { body } = await ask(asRobot);
		const keys = createRemoteJWKSet(new URL(`${server.url}/application/o/app/jwks/`));
		for (const jwt of [body.access_token, body.id_token]) {
			expect(decodeProtectedHeader(jwt)).toEqual({ alg: 'RS256', kid: anyText, typ: 'JWT' });
			await jwtVerify(jwt, keys, { issuer: `${server.url}/application/o/app/`, audience: CLIENT_ID });
		}
	});

	test('without a scope there is an id token all the same, and no refresh token', async () => {
		const { body } = await ask(asRobot);
		expect(body).toEqual({
			access_token: anyText,
			id_token: anyText,
			token_type: 'Bearer',
			scope: '',
			expires_in: 3600,
		});
		expect(decodeJwt(body.access_token)).toMatchObject({ scope: '' });
		expect(decodeJwt(body.access_token)).not.toHaveProperty('groups');
	});

	test('unknown scopes are dropped', async () => {
		expect((await ask({ ...asRobot, scope: 'nonsense profile' })).body.scope).toBe('profile');
	});

	test('include_claims_in_id_token=false keeps the claims of scopes out of both', async () => {
		await createApplication(server, 'lean', { client_id: 'lean', include_claims_in_id_token: false });
		const { body } = await ask({ ...asRobot, client_id: 'lean', scope: 'openid profile' });
		expect(decodeJwt(body.access_token)).not.toHaveProperty('groups');
		expect(decodeJwt(body.id_token)).not.toHaveProperty('name');
	});

	test('lifetime and subject follow the provider', async () => {
		const changes = { client_id: 'short', access_token_validity: 'minutes=1;seconds=30', sub_mode: 'user_username' };
		await createApplication(server, 'short', changes);
		const { body } = await ask({ ...asRobot, client_id: 'short' });
		expect(body.expires_in).toBe(90);
		expect(decodeJwt(body.id_token).sub).toBe('robot');
	});

	test('issuer_mode global', async () => {
		await createApplication(server, 'global', { client_id: 'global', issuer_mode: 'global' });
		const { body } = await ask({ ...asRobot, client_id: 'global' });
		expect(decodeJwt(body.id_token).iss).toBe(`${server.url}/`);
	});
});

describe('what is refused', () => {
	test.each<[string, Record<string, string>, string]>([
		['a wrong app password', { ...asRobot, password: 'wrong' }, 'invalid_grant'],
		['an unknown user', { ...asRobot, username: 'nobody' }, 'invalid_grant'],
		['a user name in the wrong case', { ...asRobot, username: 'Robot' }, 'invalid_grant'],
		['a wrong client secret', { client_id: CLIENT_ID, client_secret: 'wrong' }, 'invalid_grant'],
		['no secret at all', { client_id: CLIENT_ID }, 'invalid_grant'],
		['an unknown client', { ...asRobot, client_id: 'nobody' }, 'invalid_client'],
		['no client', { username: 'robot', password: 'app-password' }, 'invalid_client'],
		['an unknown grant', { ...asClient, grant_type: 'wish' }, 'unsupported_grant_type'],
		['no grant', { ...asClient, grant_type: '' }, 'unsupported_grant_type'],
		['a refresh token', { ...asClient, grant_type: 'refresh_token', refresh_token: 'x' }, 'unsupported_grant_type'],
		['an unknown grant, a wrong secret', { ...asClient, client_secret: 'x', grant_type: 'wish' }, 'invalid_client'],
	])('%s', async (_what, fields, error) => {
		const { status, body, headers } = await ask(fields);
		expect(status).toBe(400);
		expect(body).toEqual({ error, error_description: anyText, request_id: anyText });
		expect(headers.get('www-authenticate')).toBeNull();
		expect(JSON.stringify(body)).not.toContain(CLIENT_SECRET);
	});

	test('a body in JSON names no client', async () => {
		const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(asRobot) };
		const { status, body } = await server.fetch('/application/o/token/', init);
		expect([status, body.error]).toEqual([400, 'invalid_client']);
	});

	test('GET is 405', async () => {
		expect((await server.fetch('/application/o/token/')).status).toBe(405);
	});

	test('an API token is no app password', async () => {
		await created(server, 'core/tokens/', { identifier: 'robot-api', intent: 'api', user });
		await server.api('POST', 'core/tokens/robot-api/set_key/', { key: 'api-key' });
		expect((await ask({ ...asRobot, password: 'api-key' })).body.error).toBe('invalid_grant');
	});

	test('an inactive user, until active again', async () => {
		const sleeper = await createAccount(server, 'sleeper', 'sleeping');
		const fields = { client_id: CLIENT_ID, username: 'sleeper', password: 'sleeping' };
		await server.api('PATCH', `core/users/${sleeper}/`, { is_active: false });
		expect((await ask(fields)).body.error).toBe('invalid_grant');
		await server.api('PATCH', `core/users/${sleeper}/`, { is_active: true });
		expect((await ask(fields)).status).toBe(200);
	});

	test('a provider without application', async () => {
		const { provider: lonely } = await createApplication(server, 'lonely', { client_id: 'lonely' });
		await server.api('DELETE', 'core/applications/lonely/');
		expect((await ask({ ...asRobot, client_id: 'lonely' })).body.error).toBe('invalid_grant');
		await server.api('DELETE', `providers/oauth2/${lonely}/`);
		expect((await ask({ ...asRobot, client_id: 'lonely' })).body.error).toBe('invalid_client');
	});

	test('a grant that the provider does not list', async () => {
		await createApplication(server, 'narrow', { client_id: 'narrow', grant_types: ['authorization_code'] });
		expect((await ask({ ...asRobot, client_id: 'narrow' })).body.error).toBe('unsupported_grant_type');
	});
});
