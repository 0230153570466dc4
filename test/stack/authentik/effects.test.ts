import { createAccount, createApplication, created, firstKey, type Page, providerBody } from './application.ts';
import { Embedded } from './embedded.ts';

let server: Embedded;

beforeAll(async () => {
	server = await Embedded.start();
}, 30_000);

afterAll(() => server.stop());

interface Event {
	action: string;
	app: string;
	user: { username: string };
	context: { model?: { pk: unknown; model_name: string }; http_request?: { path: string } };
	client_ip: string;
}

async function events(query: string): Promise<Event[]> {
	return (await server.api<Page<Event>>('GET', `events/events/?${query}`)).body.results;
}

describe('groups', () => {
	test('add_user and remove_user are idempotent, an unknown user is 404, and each writes model_updated', async () => {
		const user = await created<{ pk: number }>(server, 'core/users/', { username: 'member', name: '' });
		const { pk } = await created<{ pk: string }>(server, 'core/groups/', { name: 'team' });
		const members = async () => (await server.api<{ users: number[] }>('GET', `core/groups/${pk}/`)).body.users;
		for (const path of ['add_user', 'add_user']) {
			const { status, body } = await server.api('POST', `core/groups/${pk}/${path}/`, { pk: user.pk });
			expect([status, body]).toEqual([204, '']);
			expect(await members()).toEqual([user.pk]);
		}
		for (const path of ['remove_user', 'remove_user']) {
			expect((await server.api('POST', `core/groups/${pk}/${path}/`, { pk: user.pk })).status).toBe(204);
			expect(await members()).toEqual([]);
		}
		expect((await server.api('POST', `core/groups/${pk}/add_user/`, { pk: 999 })).status).toBe(404);
		expect(await events(`action=model_updated&context_model_name=group&context_model_pk=${pk}`)).toHaveLength(4);
	});

	test('membership is the same from both ends', async () => {
		const group = await created<{ pk: string }>(server, 'core/groups/', { name: 'both' });
		const user = await created<{ pk: number }>(server, 'core/users/', { username: 'both', name: '', groups: [group.pk] });
		expect((await server.api('GET', `core/groups/${group.pk}/`)).body).toMatchObject({
			users: [user.pk],
			users_obj: [{ username: 'both' }],
		});
		await server.api('PATCH', `core/groups/${group.pk}/`, { users: [] });
		expect((await server.api('GET', `core/users/${user.pk}/`)).body).toMatchObject({ groups: [], groups_obj: [] });
	});
});

describe('users', () => {
	test('a new one is an event of creation and one of update; dashes are left out of keys that are UUIDs', async () => {
		const { pk } = await created<{ pk: number }>(server, 'core/users/', { username: 'eve', name: '' });
		const written = await events(`context_model_name=user&context_model_pk=${pk}`);
		expect(written.map(({ action }) => action).sort()).toEqual(['model_created', 'model_updated']);
		expect(written[0]).toMatchObject({
			app: 'authentik.events.middleware',
			user: { username: 'akadmin' },
			client_ip: '127.0.0.1',
			context: { model: { pk }, http_request: { path: '/api/v3/core/users/' } },
		});
		const group = await created<{ pk: string }>(server, 'core/groups/', { name: 'dashes' });
		const [event] = await events(`context_model_name=group&context_model_pk=${group.pk}`);
		expect(event?.context.model?.pk).toBe(group.pk.replaceAll('-', ''));
	});

	test('set_password is 204, writes password_set, and the answer never shows the hash', async () => {
		const { pk } = await created<{ pk: number }>(server, 'core/users/', { username: 'pass', name: '' });
		expect((await server.api('POST', `core/users/${pk}/set_password/`, { password: 'a new one' })).status).toBe(204);
		expect(await events('action=password_set')).toHaveLength(1);
		const { body } = await server.api('GET', `core/users/${pk}/`);
		expect(body).not.toHaveProperty('password');
		expect((await server.api('POST', `core/users/${pk}/set_password/`, {})).status).toBe(400);
	});

	test('deleting one deletes its tokens and its events', async () => {
		const pk = await createAccount(server, 'leaver', 'leaver-password');
		await createApplication(server, 'app');
		const fields = { grant_type: 'client_credentials', client_id: 'client', username: 'leaver', password: 'leaver-password' };
		await server.form('token', fields);
		expect(await events('username=leaver&action=login')).toHaveLength(1);
		expect((await server.api('DELETE', `core/users/${pk}/`)).status).toBe(204);
		expect(await events('username=leaver')).toEqual([]);
		expect((await server.api('GET', 'core/tokens/leaver-password/')).status).toBe(404);
	});

	test('a service account comes with an app password of 360 days', async () => {
		const request = { name: 'batch job', create_group: true };
		const { status, body } = await server.api('POST', 'core/users/service_account/', request);
		expect(status).toBe(200);
		expect(body).toMatchObject({ username: 'batch job', token: expect.stringMatching(/^[A-Za-z0-9]{60}$/) as unknown });
		const { body: token } = await server.api('GET', 'core/tokens/service-account-batch-job-password/');
		expect(token).toMatchObject({ intent: 'app_password', expiring: true, user: body.user_pk });
		expect(Math.round((Date.parse(String(token.expires)) - Date.now()) / 86_400_000)).toBe(360);
		expect((await server.api('GET', `core/groups/${String(body.group_pk)}/`)).body).toMatchObject({ users: [body.user_pk] });
		expect((await server.api('POST', 'core/users/service_account/', { name: 'batch job' })).status).toBe(400);
	});

	test('recovery fails in a plain string, for there is no flow', async () => {
		const { status, body } = await server.api('POST', 'core/users/1/recovery/');
		expect({ status, body }).toEqual({ status: 400, body: { non_field_errors: 'No recovery flow set.' } });
	});
});

describe('tokens', () => {
	test('a key is shown by view_key alone, which writes secret_view; set_key takes none that is in use', async () => {
		const token = await created(server, 'core/tokens/', { identifier: 'mine' });
		expect(token).not.toHaveProperty('key');
		expect(token).not.toHaveProperty('digest');
		expect(token).toMatchObject({ intent: 'api', user: 1, expiring: true });
		const { body } = await server.api<{ key: string }>('GET', 'core/tokens/mine/view_key/');
		const views = await events('action=secret_view');
		expect(views.filter(({ context }) => context.http_request?.path.endsWith('/tokens/mine/view_key/'))).toHaveLength(1);
		expect((await server.api('GET', 'core/users/me/', undefined, body.key)).status).toBe(200);
		expect((await server.api('POST', 'core/tokens/mine/set_key/', { key: 'new-key' })).status).toBe(204);
		expect((await server.api('GET', 'core/users/me/', undefined, body.key)).status).toBe(403);
		await created(server, 'core/tokens/', { identifier: 'other' });
		expect((await server.api('POST', 'core/tokens/other/set_key/', { key: 'new-key' })).status).toBe(400);
	});

	test('an expiry beyond 30 minutes is refused with a bare list', async () => {
		const expires = new Date(Date.now() + 31 * 60_000).toISOString();
		const { status, body } = await server.api('POST', 'core/tokens/', { identifier: 'long', expires });
		expect([status, body]).toEqual([400, [expect.any(String)]]);
		const short = new Date(Date.now() + 60_000).toISOString();
		const token = await created(server, 'core/tokens/', { identifier: 'short', expires: short });
		expect(token).toMatchObject({ expires: short });
	});

	test('an expired one opens nothing', async () => {
		const expires = new Date(Date.now() - 1000).toISOString();
		await created(server, 'core/tokens/', { identifier: 'old', expires });
		await server.api('POST', 'core/tokens/old/set_key/', { key: 'old-key' });
		const { body } = await server.api('GET', 'core/users/me/', undefined, 'old-key');
		expect(body).toEqual({ detail: 'Token invalid/expired' });
	});
});

describe('applications and providers', () => {
	const reserved = ['authorize', 'token', 'device', 'userinfo', 'introspect', 'revoke'];
	test.each(reserved)('the slug %s is reserved', async (slug) => {
		const { status, body } = await server.api('POST', 'core/applications/', { name: 'x', slug });
		expect([status, Object.keys(body)]).toEqual([400, ['slug']]);
	});

	test('a provider serves one application', async () => {
		const { provider } = await createApplication(server, 'first', { client_id: 'client-of-first' });
		const second = await server.api('POST', 'core/applications/', { name: 'x', slug: 'x', provider });
		expect(second.body).toEqual({ provider: ['This field must be unique.'] });
	});

	test('a provider gets an id and a secret when none is given, and shows where it is used', async () => {
		const { client_id: _id, client_secret: _secret, ...body } = await providerBody(server, { name: 'generated' });
		const provider = await created(server, 'providers/oauth2/', body);
		expect(provider).toMatchObject({ assigned_application_slug: null, client_type: 'confidential' });
		expect(String(provider.client_id)).toMatch(/^\w{40}$/);
		expect(String(provider.client_secret)).toMatch(/^\w{128}$/);
		await created(server, 'core/applications/', { name: 'Shown', slug: 'shown', provider: provider.pk });
		const { body: shown } = await server.api('GET', `providers/all/${String(provider.pk)}/`);
		expect(shown).toMatchObject({ assigned_application_slug: 'shown', assigned_application_name: 'Shown' });
		const { body: urls } = await server.api('GET', `providers/oauth2/${String(provider.pk)}/setup_urls/`);
		expect(urls).toMatchObject({ issuer: `${server.url}/application/o/shown/` });
		await server.api('DELETE', `providers/oauth2/${String(provider.pk)}/`);
		expect((await server.api('GET', 'core/applications/shown/')).body).toMatchObject({ provider: null });
	});

	test.each([
		['a missing redirect_uris', { redirect_uris: undefined }, 'redirect_uris'],
		['a duration that is none', { access_token_validity: '1 hour' }, 'access_token_validity'],
		['a flow that is none', { authorization_flow: '00000000-0000-4000-8000-000000000000' }, 'authorization_flow'],
		['a grant type that is none', { grant_types: ['wish'] }, 'grant_types'],
	])('%s is refused', async (_what, changes, field) => {
		const body = await providerBody(server, { client_id: 'new', ...changes });
		const answer = await server.api('POST', 'providers/oauth2/', body);
		expect([answer.status, Object.keys(answer.body)]).toEqual([400, expect.arrayContaining([field])]);
	});

	test('the list is what the user may open, unless superuser_full_list', async () => {
		const { pk } = await created<{ pk: string }>(server, 'core/applications/', { name: 'Hidden', slug: 'hidden' });
		const group = await created<{ pk: string }>(server, 'core/groups/', { name: 'few' });
		await created(server, 'policies/bindings/', { target: pk, group: group.pk, order: 0 });
		const count = async (query: string) =>
			(await server.api<Page<unknown>>('GET', `core/applications/?slug=hidden&${query}`)).body.pagination.count;
		expect([await count(''), await count('superuser_full_list=true')]).toEqual([0, 1]);
	});

	test('check_access says in a plain string that a user is unknown', async () => {
		await created(server, 'core/applications/', { name: 'Asked', slug: 'asked' });
		const { status, body } = await server.api('GET', 'core/applications/asked/check_access/?for_user=999');
		expect([status, body]).toEqual([400, { for_user: expect.any(String) as unknown }]);
	});
});

test('a certificate is taken with the key that belongs to it, and with no other', async () => {
	const view = async (pk: string, what: string) =>
		(await server.api<{ data: string }>('GET', `crypto/certificatekeypairs/${pk}/view_${what}/`)).body.data;
	const own = await firstKey(server, 'crypto/certificatekeypairs/');
	const { body: other } = await server.api<{ pk: string }>('POST', 'crypto/certificatekeypairs/generate/', {
		common_name: 'other.example',
		validity_days: 1,
	});
	const certificate_data = await view(own, 'certificate');
	const imported = { name: 'imported', certificate_data, key_data: await view(own, 'private_key') };
	const taken = await created(server, 'crypto/certificatekeypairs/', imported);
	expect(taken).toMatchObject({ key_type: 'rsa', private_key_available: true });
	const mixed = { name: 'mixed', certificate_data, key_data: await view(other.pk, 'private_key') };
	expect((await server.api('POST', 'crypto/certificatekeypairs/', mixed)).body).toHaveProperty('key_data');
	const broken = { name: 'broken', certificate_data: 'nonsense' };
	expect((await server.api('POST', 'crypto/certificatekeypairs/', broken)).body).toHaveProperty('certificate_data');
});
