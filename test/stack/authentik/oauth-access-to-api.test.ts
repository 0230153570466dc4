import { setTimeout as wait } from 'node:timers/promises';
import { decodeJwt } from 'jose';
import { CLIENT_ID, createAccount, createApplication } from './application.ts';
import { Embedded } from './embedded.ts';

let server: Embedded;

beforeAll(async () => {
	server = await Embedded.start();
	await createApplication(server, 'app');
	await createAccount(server, 'robot', 'app-password');
}, 30_000);

afterAll(() => server.stop());

async function accessToken(scope: string, client_id = CLIENT_ID): Promise<string> {
	const fields = { grant_type: 'client_credentials', client_id, username: 'robot', password: 'app-password' };
	return (await server.form<{ access_token: string }>('token', { ...fields, scope })).body.access_token;
}

/** What the API says to an access token. */
async function me(token: string) {
	type Me = { user?: { username: string } };
	const { status, body } = await server.api<Me>('GET', 'core/users/me/', undefined, token);
	return { status, username: body.user?.username };
}

test('an access token with the scope goauthentik.io/api opens the API for its user', async () => {
	expect(await me(await accessToken('openid goauthentik.io/api'))).toEqual({ status: 200, username: 'robot' });
});

test('one without the scope does not', async () => {
	expect((await me(await accessToken('openid profile'))).status).toBe(403);
});

test('nor does an expired one', async () => {
	await createApplication(server, 'brief', { client_id: 'brief', access_token_validity: 'seconds=3' });
	const token = await accessToken('goauthentik.io/api', 'brief');
	expect((await me(token)).status).toBe(200);
	const { exp = 0 } = decodeJwt(token);
	await wait(exp * 1000 - Date.now() + 100);
	expect((await me(token)).status).toBe(403);
});
