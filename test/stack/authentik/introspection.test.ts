import { decodeJwt } from 'jose';
import { CLIENT_ID, CLIENT_SECRET, createAccount, createApplication, created } from './application.ts';
import { Embedded } from './embedded.ts';

let server: Embedded;
let provider: number;
let user: number;

const client: [string, string] = [CLIENT_ID, CLIENT_SECRET];
const other: [string, string] = ['other', CLIENT_SECRET];

beforeAll(async () => {
	server = await Embedded.start();
	({ provider } = await createApplication(server, 'app'));
	await createApplication(server, 'other', { client_id: 'other' });
	user = await createAccount(server, 'robot', 'app-password');
}, 30_000);

afterAll(() => server.stop());

async function tokens(scope = 'openid profile'): Promise<{ access_token: string; id_token: string }> {
	const fields = { grant_type: 'client_credentials', client_id: CLIENT_ID, username: 'robot', password: 'app-password' };
	return (await server.form<{ access_token: string; id_token: string }>('token', { ...fields, scope })).body;
}

async function introspect(token: string, basic: [string, string] | undefined = client): Promise<Record<string, unknown>> {
	const { status, body } = await server.form('introspect', { token }, basic);
	expect(status).toBe(200);
	return body;
}

function userinfo(token: string) {
	return server.fetch('/application/o/userinfo/', { headers: { authorization: `Bearer ${token}` } });
}

const inactive = { active: false };

describe('introspection', () => {
	test('answers the claims of the id token, active, scope and client_id', async () => {
		const { access_token, id_token } = await tokens();
		expect(await introspect(access_token)).toEqual({
			...decodeJwt(id_token),
			active: true,
			scope: 'openid profile',
			client_id: CLIENT_ID,
		});
	});

	test('takes the client from the form too', async () => {
		const { access_token: token } = await tokens();
		const { body } = await server.form('introspect', { token, client_id: CLIENT_ID, client_secret: CLIENT_SECRET });
		expect(body.active).toBe(true);
	});

	test('is inactive, never an error, for whatever it cannot vouch for', async () => {
		const { access_token, id_token } = await tokens();
		expect(await introspect(access_token, [CLIENT_ID, 'wrong'])).toEqual(inactive);
		expect(await introspect(access_token, ['nobody', 'x'])).toEqual(inactive);
		expect((await server.form('introspect', { token: access_token })).body).toEqual(inactive);
		expect(await introspect(id_token)).toEqual(inactive);
		expect(await introspect(`${access_token}x`)).toEqual(inactive);
		expect(await introspect('nonsense')).toEqual(inactive);
		expect(await introspect('')).toEqual(inactive);
		expect(await introspect(String(decodeJwt(access_token).jti))).toEqual(inactive);
	});

	test('another client may ask only when the issuing provider lists it as federated', async () => {
		const { access_token } = await tokens();
		expect(await introspect(access_token, other)).toEqual(inactive);
		const { body } = await server.api<{ results: { pk: number }[] }>('GET', 'providers/oauth2/?client_id=other');
		const federated = body.results.map(({ pk }) => pk);
		await server.api('PATCH', `providers/oauth2/${provider}/`, { jwt_federation_providers: federated });
		expect(await introspect(access_token, other)).toMatchObject({ active: true, client_id: CLIENT_ID });
		await server.api('PATCH', `providers/oauth2/${provider}/`, { jwt_federation_providers: [] });
	});

	test('groups are those at issue; userinfo has them as they are', async () => {
		const { access_token } = await tokens();
		const group = await created<{ pk: string }>(server, 'core/groups/', { name: 'later', users: [user] });
		expect(await introspect(access_token)).toMatchObject({ groups: [] });
		expect((await userinfo(access_token)).body).toMatchObject({ groups: ['later'] });
		await server.api('DELETE', `core/groups/${group.pk}/`);
	});

	test('expired tokens are inactive', async () => {
		await server.api('PATCH', `providers/oauth2/${provider}/`, { access_token_validity: 'seconds=4' });
		const { access_token } = await tokens();
		expect(await introspect(access_token)).toMatchObject({ active: true });
		const { exp = 0 } = decodeJwt(access_token);
		await new Promise((resolve) => setTimeout(resolve, exp * 1000 - Date.now() + 100));
		expect(await introspect(access_token)).toEqual(inactive);
		expect((await userinfo(access_token)).status).toBe(401);
		await server.api('PATCH', `providers/oauth2/${provider}/`, { access_token_validity: 'hours=1' });
	});
});

describe('revocation', () => {
	test('ends a token for introspection and userinfo at once', async () => {
		const { access_token } = await tokens();
		const { status, body } = await server.form('revoke', { token: access_token }, client);
		expect([status, body]).toEqual([200, {}]);
		expect(await introspect(access_token)).toEqual(inactive);
		expect((await userinfo(access_token)).status).toBe(401);
	});

	test('says 200 to unknown and foreign tokens, and leaves the latter alone', async () => {
		const { access_token } = await tokens();
		expect(await server.form('revoke', { token: 'unknown' }, client)).toMatchObject({ status: 200, body: {} });
		expect(await server.form('revoke', { token: access_token }, other)).toMatchObject({ status: 200, body: {} });
		expect(await introspect(access_token)).toMatchObject({ active: true });
	});

	test('a bad client is 401', async () => {
		const { status, body } = await server.form('revoke', { token: 'x' }, [CLIENT_ID, 'wrong']);
		expect([status, body.error]).toEqual([401, 'invalid_client']);
	});
});

describe('userinfo', () => {
	test('has the claims of the scopes and sub', async () => {
		const { access_token } = await tokens('openid email');
		const { sub } = decodeJwt(access_token);
		expect((await userinfo(access_token)).body).toEqual({ sub, email: '', email_verified: false });
	});

	test('takes the token from a form', async () => {
		const { access_token } = await tokens();
		expect((await server.form('userinfo', { access_token })).status).toBe(200);
	});

	test('401 with an empty body and a header without scheme', async () => {
		const { status, body, headers } = await userinfo('nonsense');
		expect([status, body]).toEqual([401, '']);
		expect(headers.get('www-authenticate')).toMatch(/^error="invalid_token", error_description="[^"]+"$/);
		expect((await server.fetch('/application/o/userinfo/')).status).toBe(401);
	});

	test('403 without the scope openid', async () => {
		const { status, body, headers } = await userinfo((await tokens('profile')).access_token);
		expect([status, body]).toEqual([403, '']);
		expect(headers.get('www-authenticate')).toMatch(/^error="insufficient_scope"/);
	});
});

describe('what ends tokens', () => {
	test('deactivation at once, and reactivation does not bring them back', async () => {
		const { access_token } = await tokens();
		await server.api('PATCH', `core/users/${user}/`, { is_active: false });
		expect(await introspect(access_token)).toEqual(inactive);
		await server.api('PATCH', `core/users/${user}/`, { is_active: true });
		expect(await introspect(access_token)).toEqual(inactive);
	});

	test('not the deletion of the app password, nor of the application; that of the provider does', async () => {
		const short = await createApplication(server, 'brief', { client_id: 'brief' });
		await createAccount(server, 'passing', 'passing-password');
		const who = { client_id: 'brief', username: 'passing', password: 'passing-password' };
		const fields = { grant_type: 'client_credentials', ...who };
		const { access_token } = (await server.form<{ access_token: string }>('token', fields)).body;
		const asBrief: [string, string] = ['brief', CLIENT_SECRET];
		await server.api('DELETE', 'core/tokens/passing-password/');
		expect(await introspect(access_token, asBrief)).toMatchObject({ active: true });
		await server.api('DELETE', 'core/applications/brief/');
		expect(await introspect(access_token, asBrief)).toMatchObject({ active: true });
		await server.api('DELETE', `providers/oauth2/${short.provider}/`);
		expect(await introspect(access_token, asBrief)).toEqual(inactive);
	});
});
