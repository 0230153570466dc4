import { CLIENT_ID, CLIENT_SECRET, createAccount, createApplication } from './application.ts';
import { Embedded } from './embedded.ts';

let server: Embedded;

beforeEach(async () => {
	server = await Embedded.start();
}, 30_000);

afterEach(() => server.stop());

test('keys, objects and tokens outlive a restart', async () => {
	await createApplication(server, 'app');
	const user = await createAccount(server, 'robot', 'app-password');
	const fields = { grant_type: 'client_credentials', client_id: CLIENT_ID, username: 'robot', password: 'app-password' };
	const { body: token } = await server.form<{ access_token: string }>('token', fields);
	const jwks = await server.fetch('/application/o/app/jwks/');
	const before = await server.api('GET', `core/users/${user}/`);
	const events = await server.api<{ pagination: { count: number } }>('GET', 'events/events/');

	await server.restart();

	expect((await server.api('GET', `core/users/${user}/`)).body).toEqual(before.body);
	expect((await server.fetch('/application/o/app/jwks/')).body).toEqual(jwks.body);
	const introspection = await server.form('introspect', { token: token.access_token }, [CLIENT_ID, CLIENT_SECRET]);
	expect(introspection.body.active).toBe(true);
	expect((await server.form('token', fields)).status).toBe(200);
	const after = await server.api<{ pagination: { count: number } }>('GET', 'events/events/');
	expect(after.body.pagination.count).toBe(events.body.pagination.count + 1);
});

test('what a fresh server has is made once', async () => {
	const count = async (path: string) =>
		(await server.api<{ pagination: { count: number } }>('GET', path)).body.pagination.count;
	const paths = ['flows/instances/', 'propertymappings/provider/scope/', 'crypto/certificatekeypairs/'];
	const before = await Promise.all(paths.map(count));
	await server.restart();
	expect(await Promise.all(paths.map(count))).toEqual(before);
	expect(before).toEqual([6, 5, 1]);
});

test('a key of akadmin that was changed is not set back', async () => {
	const identifier = 'authentik-bootstrap-token';
	await server.api('POST', `core/tokens/${identifier}/set_key/`, { key: 'another-key' });
	await server.restart();
	expect((await server.api('GET', 'core/users/me/')).status).toBe(403);
	expect((await server.api('GET', 'core/users/me/', undefined, 'another-key')).status).toBe(200);
});
