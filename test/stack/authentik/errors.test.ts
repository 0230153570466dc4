import { createAccount, created } from './application.ts';
import { Embedded, TOKEN } from './embedded.ts';

let server: Embedded;

beforeAll(async () => {
	server = await Embedded.start();
}, 30_000);

afterAll(() => server.stop());

describe('who may call', () => {
	const missing = { detail: 'Authentication credentials were not provided.' };
	const invalid = { detail: 'Token invalid/expired' };

	async function me(authorization?: string) {
		const headers = authorization ? { authorization } : {};
		const { status, body } = await server.fetch('/api/v3/core/users/me/', { headers });
		return { status, body };
	}

	test('no scheme, or a foreign one, is 403', async () => {
		expect(await me()).toEqual({ status: 403, body: missing });
		expect(await me('Basic YTpi')).toEqual({ status: 403, body: missing });
		expect(await me('Bearer')).toEqual({ status: 403, body: missing });
	});

	test('a wrong token is 403, the scheme may have any case', async () => {
		expect(await me('Bearer wrong')).toEqual({ status: 403, body: invalid });
		expect((await me(`bEARER ${TOKEN}`)).status).toBe(200);
	});

	test('an app password is no API token', async () => {
		await createAccount(server, 'robot', 'app-password');
		expect(await me('Bearer app-password')).toEqual({ status: 403, body: invalid });
	});

	test('a user without rights may see itself, and nothing else', async () => {
		const user = await created<{ pk: number }>(server, 'core/users/', { username: 'plain', name: 'Plain' });
		await created(server, 'core/tokens/', { identifier: 'plain', user: user.pk, expiring: false });
		await server.api('POST', 'core/tokens/plain/set_key/', { key: 'plain-key' });
		expect((await server.api('GET', 'core/users/me/', undefined, 'plain-key')).status).toBe(200);
		const { status, body } = await server.api('GET', 'core/users/', undefined, 'plain-key');
		expect({ status, body }).toEqual({ status: 403, body: { detail: 'You do not have permission to perform this action.' } });

		await server.api('PATCH', `core/users/${user.pk}/`, { is_active: false });
		expect(await me('Bearer plain-key')).toEqual({ status: 403, body: invalid });
		await server.api('PATCH', `core/users/${user.pk}/`, { is_active: true });
		expect((await me('Bearer plain-key')).status).toBe(200);
	});

	test('members of a child of a superuser group are superusers', async () => {
		const admins = await created<{ pk: string }>(server, 'core/groups/', { name: 'admins', is_superuser: true });
		const user = await created<{ pk: number }>(server, 'core/users/', { username: 'deputy', name: '' });
		await created(server, 'core/tokens/', { identifier: 'deputy', user: user.pk, expiring: false });
		await server.api('POST', 'core/tokens/deputy/set_key/', { key: 'deputy-key' });
		expect((await server.api('GET', 'core/users/', undefined, 'deputy-key')).status).toBe(403);
		await created(server, 'core/groups/', { name: 'deputies', parents: [admins.pk], users: [user.pk] });
		expect((await server.api('GET', 'core/users/', undefined, 'deputy-key')).status).toBe(200);
		const list = await server.api<{ results: { username: string }[] }>('GET', 'core/users/?is_superuser=true');
		expect(list.body.results.map(({ username }) => username)).toEqual(['akadmin', 'deputy']);
	});

	const open = ['/api/v3/root/config/', '/api/v3/schema/', '/-/health/live/', '/-/health/ready/'];
	test.each(open)('%s is open', async (path) => {
		expect((await server.fetch(path)).status).toBe(200);
		expect((await server.fetch(path, { headers: { authorization: 'Bearer wrong' } })).status).toBe(200);
	});
});

describe('what is not there', () => {
	test.each([
		['core/users/999/', 'No User matches the given query.'],
		['core/groups/00000000-0000-4000-8000-000000000000/', 'No Group matches the given query.'],
		['core/applications/nothing/', 'No Application matches the given query.'],
		['core/users/abc/', 'Not found.'],
		['core/groups/abc/', 'Not found.'],
	])('GET %s', async (path, detail) => {
		const { status, body } = await server.api('GET', path);
		expect({ status, body }).toEqual({ status: 404, body: { detail } });
	});

	test.each(['core/nothing/', 'core/users', 'core/users/1', 'core/users/1/constructor/', 'core/users/1/toString/'])(
		'an unknown address, %s: GET 404, the rest 405, in HTML',
		async (path) => {
			const get = await server.api('GET', path);
			expect([get.status, get.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
			const post = await server.api('POST', path, {});
			expect([post.status, post.body, post.headers.get('allow')]).toEqual([405, '', 'GET, HEAD, OPTIONS']);
		},
	);

	test('a method that an address does not have is 405 in JSON', async () => {
		const { status, body, headers } = await server.api('PUT', 'core/users/', {});
		expect([status, body]).toEqual([405, { detail: 'Method "PUT" not allowed.' }]);
		expect(headers.get('allow')).toBe('GET, POST, HEAD, OPTIONS');
		expect((await server.api('POST', 'flows/instances/', {})).status).toBe(405);
		expect((await server.api('GET', 'core/users/1/set_password/')).status).toBe(405);
	});
});

describe('what is wrong with a body', () => {
	/** A user that lacks nothing, for one thing to be wrong at a time. */
	const user = { username: 'x', name: '' };
	const blank = 'This field may not be blank.';
	const long = 'Ensure this field has no more than 150 characters.';
	test.each<[string, unknown, unknown]>([
		['no fields', {}, { username: ['This field is required.'], name: ['This field is required.'] }],
		['a blank', { ...user, username: ' ' }, { username: [blank] }],
		['a null', { ...user, name: null }, { name: ['This field may not be null.'] }],
		['a taken name', { ...user, username: 'akadmin' }, { username: ['This field must be unique.'] }],
		['a list', [], { non_field_errors: ['Invalid data. Expected a dictionary, but got list.'] }],
		['a key that is none', { ...user, groups: ['x'] }, { groups: ['“x” is not a valid UUID.'] }],
		['a number for a list', { ...user, groups: 1 }, { groups: ['Expected a list of items but got type "int".'] }],
		['an unknown choice', { ...user, type: 'robot' }, { type: ['"robot" is not a valid choice.'] }],
		['a bad address', { ...user, email: 'x' }, { email: ['Enter a valid email address.'] }],
		['a bad truth', { ...user, is_active: 'perhaps' }, { is_active: ['Must be a valid boolean.'] }],
		['a long name', { ...user, username: 'x'.repeat(151) }, { username: [long] }],
	])('%s', async (_what, given, errors) => {
		const { status, body } = await server.api('POST', 'core/users/', given);
		expect({ status, body }).toEqual({ status: 400, body: errors });
	});

	test('PUT needs what is required, PATCH nothing', async () => {
		expect((await server.api('PUT', 'core/users/1/', { name: 'x' })).status).toBe(400);
		expect((await server.api('PATCH', 'core/users/1/', {})).status).toBe(200);
	});

	test('text/plain is 415, broken JSON 400, a body beyond 1 MiB 413', async () => {
		const post = (type: string, body: string) => {
			const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': type };
			return server.fetch('/api/v3/core/users/', { method: 'POST', headers, body });
		};
		const unsupported = await post('text/plain', 'x');
		expect(unsupported.status).toBe(415);
		expect(unsupported.body).toEqual({ detail: 'Unsupported media type "text/plain" in request.' });
		expect((await post('application/json', '{')).status).toBe(400);
		expect((await post('application/json', ' '.repeat(1_100_000))).status).toBe(413);
	});

	test('nothing is kept of what was refused half-way', async () => {
		const group = await created<{ pk: string }>(server, 'core/groups/', { name: 'self' });
		const { status } = await server.api('PATCH', `core/groups/${group.pk}/`, { name: 'other', parents: [group.pk] });
		expect(status).toBe(400);
		expect((await server.api('GET', `core/groups/${group.pk}/`)).body).toMatchObject({ name: 'self', parents: [] });
	});
});

test('a malformed Host is 400', async () => {
	expect((await server.getWith('/api/v3/root/config/', { host: 'a b' })).status).toBe(400);
});
