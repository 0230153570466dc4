import { decodeJwt } from 'jose';
import type { Connections } from '../../../stack/connections.ts';
import { seed } from '../../../stack/seed/authentik.ts';
import type { Page } from './application.ts';
import { Embedded, TOKEN } from './embedded.ts';

let server: Embedded;

beforeAll(async () => {
	server = await Embedded.start();
	await run();
}, 30_000);

afterAll(() => server.stop());

const publisher = { username: 'publisher', password: 'password-of-the-publisher' };
const operator = { username: 'operator', password: 'password-of-the-operator' };
const outsider = { username: 'outsider', password: 'password-of-the-outsider' };

/** Seeds the server. @returns what the seed said it did */
async function run(): Promise<string[]> {
	const said: string[] = [];
	const authentik: Connections['authentik'] = {
		url: server.url,
		token: TOKEN,
		issuer: `${server.url}/application/o/cim/`,
		clientId: 'cim',
		clientSecret: 'secret-of-the-application',
		publisher,
		operator,
		outsider,
	};
	// Only this part of the connections is Authentik's.
	await seed({ authentik } as Connections, (line) => said.push(line));
	return said;
}

async function token(who: { username: string; password: string }) {
	const fields = { grant_type: 'client_credentials', client_id: 'cim', scope: 'openid profile email', ...who };
	const { status, body } = await server.form<{ access_token: string }>('token', fields);
	expect(status).toBe(200);
	return decodeJwt(body.access_token);
}

test('the tokens of publisher and operator have their groups, the outsider\'s is as valid but has none', async () => {
	expect(await token(publisher)).toMatchObject({ aud: 'cim', groups: ['document-publishers', 'volume-operators'] });
	expect(await token(operator)).toMatchObject({ aud: 'cim', groups: ['volume-operators'] });
	expect(await token(outsider)).toMatchObject({ aud: 'cim', groups: [] });
});

test('the client itself gets a token with its secret', async () => {
	const fields = { grant_type: 'client_credentials', scope: 'profile' };
	const { body } = await server.form<{ access_token: string }>('token', fields, ['cim', 'secret-of-the-application']);
	expect(decodeJwt(body.access_token).preferred_username).toBe('ak-CIM-client_credentials');
});

test('a second run does nothing', async () => {
	expect(await run()).toEqual([]);
});

test('what was changed by hand is set right again, and what is not the seed\'s is left alone', async () => {
	const { body: users } = await server.api<Page<{ pk: number }>>('GET', 'core/users/?username=outsider');
	const { body: groups } = await server.api<Page<{ pk: string }>>('GET', 'core/groups/?name=document-publishers');
	const user = users.results[0]?.pk;
	await server.api('POST', `core/groups/${String(groups.results[0]?.pk)}/add_user/`, { pk: user });
	await server.api('PATCH', `core/users/${String(user)}/`, { is_active: false, attributes: { note: 'kept' } });
	await server.api('POST', 'core/tokens/publisher-app-password/set_key/', { key: 'another' });
	await server.api('PATCH', 'core/applications/cim/', { name: 'Renamed' });
	await server.api('DELETE', 'core/tokens/outsider-app-password/');

	const said = await run();

	expect(said).toHaveLength(6);
	expect(said.join('\n')).not.toContain('password-of');
	expect(await token(outsider)).toMatchObject({ groups: [] });
	expect(await token(publisher)).toMatchObject({ groups: ['document-publishers', 'volume-operators'] });
	expect((await server.api('GET', `core/users/${String(user)}/`)).body).toMatchObject({ attributes: { note: 'kept' } });
	expect((await server.api('GET', 'core/applications/cim/')).body).toMatchObject({ name: 'Composable Information Machine' });
});

test('a refusal says what was asked and what Authentik answered', async () => {
	const failing = seed({ authentik: { url: server.url, token: 'wrong' } } as Connections, () => undefined);
	await expect(failing).rejects.toThrow(/403 to GET \/api\/v3\/core\/groups\/.*Token invalid/);
});
