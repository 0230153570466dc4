import { CLIENT_ID, createAccount, createApplication } from './application.ts';
import { Embedded } from './embedded.ts';

let server: Embedded;
let provider: number;

beforeAll(async () => {
	server = await Embedded.start();
	({ provider } = await createApplication(server, 'app'));
	await createAccount(server, 'robot', 'app-password');
}, 30_000);

afterAll(() => server.stop());

/** What the API says to an access token of these scopes. */
async function me(scope: string, wait = 0) {
	const fields = { grant_type: 'client_credentials', client_id: CLIENT_ID, username: 'robot', password: 'app-password' };
	const { access_token } = (await server.form<{ access_token: string }>('token', { ...fields, scope })).body;
	await new Promise((resolve) => setTimeout(resolve, wait));
	type Me = { user?: { username: string } };
	const { status, body } = await server.api<Me>('GET', 'core/users/me/', undefined, access_token);
	return { status, username: body.user?.username };
}

test('an access token with the scope goauthentik.io/api opens the API for its user', async () => {
	expect(await me('openid goauthentik.io/api')).toEqual({ status: 200, username: 'robot' });
});

test('one without the scope does not', async () => {
	expect((await me('openid profile')).status).toBe(403);
});

test('nor does an expired one', async () => {
	await server.api('PATCH', `providers/oauth2/${provider}/`, { access_token_validity: 'seconds=1' });
	expect((await me('goauthentik.io/api')).status).toBe(200);
	expect((await me('goauthentik.io/api', 1500)).status).toBe(403);
});
