import { CLIENT_ID, CLIENT_SECRET, createApplication } from './application.ts';
import { Embedded } from './embedded.ts';

let server: Embedded;

beforeAll(async () => {
	server = await Embedded.start();
	await createApplication(server, 'app');
}, 30_000);

afterAll(() => server.stop());

const DOCUMENT = '/application/o/app/.well-known/openid-configuration';

test('the document names Authentik\'s addresses', async () => {
	const { body } = await server.fetch(DOCUMENT);
	expect(body).toMatchObject({
		issuer: `${server.url}/application/o/app/`,
		authorization_endpoint: `${server.url}/application/o/authorize/`,
		token_endpoint: `${server.url}/application/o/token/`,
		userinfo_endpoint: `${server.url}/application/o/userinfo/`,
		introspection_endpoint: `${server.url}/application/o/introspect/`,
		revocation_endpoint: `${server.url}/application/o/revoke/`,
		end_session_endpoint: `${server.url}/application/o/app/end-session/`,
		jwks_uri: `${server.url}/application/o/app/jwks/`,
		grant_types_supported: ['client_credentials', 'password'],
		token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
		id_token_signing_alg_values_supported: ['RS256'],
		subject_types_supported: ['public'],
	});
	expect(body.scopes_supported).toEqual(expect.arrayContaining(['openid', 'profile', 'email']));
});

test('issuer and addresses follow Host and X-Forwarded-Proto, and nothing else that a caller says', async () => {
	const { text } = await server.getWith(DOCUMENT, {
		host: 'id.example:8443',
		'x-forwarded-proto': 'https',
		'x-forwarded-host': 'evil.example',
	});
	const document = JSON.parse(text) as Record<string, unknown>;
	expect(document.issuer).toBe('https://id.example:8443/application/o/app/');
	expect(document.token_endpoint).toBe('https://id.example:8443/application/o/token/');
	expect(text).not.toContain('evil.example');
});

test('a token carries the issuer under which it was asked for', async () => {
	const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: CLIENT_ID, client_secret: CLIENT_SECRET });
	const init = { method: 'POST', body, headers: { 'x-forwarded-proto': 'https' } };
	const { body: answer } = await server.fetch<{ id_token: string }>('/application/o/token/', init);
	const claims = JSON.parse(Buffer.from(answer.id_token.split('.')[1] ?? '', 'base64url').toString()) as { iss: string };
	expect(claims.iss).toBe(`${server.url.replace('http:', 'https:')}/application/o/app/`);
});

test.each([
	'/application/o/nobody/.well-known/openid-configuration',
	'/application/o/app/.well-known/openid-configuration/',
	'/application/o/app/jwks',
	'/application/o/app/',
	'/application/o/token',
	'/.well-known/openid-configuration',
])('%s is 404 in HTML', async (path) => {
	const { status, headers } = await server.fetch(path);
	expect(status).toBe(404);
	expect(headers.get('content-type')).toContain('text/html');
});

test('a log-in by browser is declined in words', async () => {
	const { status, body } = await server.fetch<string>('/application/o/authorize/?client_id=client');
	expect(status).toBe(501);
	expect(body).toContain('client_credentials');
});

test('end-session leads back only to an address that is registered for it', async () => {
	const uris = [{ matching_mode: 'strict', url: 'https://app.example/bye', redirect_uri_type: 'logout' }];
	await createApplication(server, 'web', { client_id: 'web', redirect_uris: uris });
	const end = (target: string) =>
		server.fetch(`/application/o/web/end-session/?state=s&post_logout_redirect_uri=${encodeURIComponent(target)}`);
	const registered = await end('https://app.example/bye');
	expect([registered.status, registered.headers.get('location')]).toEqual([302, 'https://app.example/bye?state=s']);
	expect((await end('https://evil.example/')).status).toBe(200);
});
