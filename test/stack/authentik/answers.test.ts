import { createApplication, created, firstKey } from './application.ts';
import { Embedded } from './embedded.ts';
import { isPublished, propertiesOf, violations } from './published-schema.ts';

let server: Embedded;
const keys: Record<string, string> = {};

beforeAll(async () => {
	server = await Embedded.start();
	const { provider, application } = await createApplication(server, 'app', {
		redirect_uris: [{ matching_mode: 'strict', url: 'https://app.example/callback' }],
	});
	const anna = { username: 'anna', name: 'Anna', email: 'a@x.example' };
	const user = await created<{ pk: number }>(server, 'core/users/', anna);
	const parent = await created<{ pk: string }>(server, 'core/groups/', { name: 'parent' });
	const members = { name: 'group', users: [user.pk], parents: [parent.pk] };
	const group = await created<{ pk: string }>(server, 'core/groups/', members);
	await created(server, 'core/tokens/', { identifier: 'token', user: user.pk, description: 'a token' });
	const bound = { target: application, group: group.pk, order: 1 };
	const binding = await created<{ pk: string }>(server, 'policies/bindings/', bound);
	await created(server, 'policies/bindings/', { target: application, user: user.pk, order: 2 });
	Object.assign(keys, {
		user: user.pk,
		group: group.pk,
		provider,
		binding: binding.pk,
		pair: await firstKey(server, 'crypto/certificatekeypairs/'),
		scope: await firstKey(server, 'propertymappings/provider/scope/'),
		event: await firstKey(server, 'events/events/'),
	});
}, 30_000);

afterAll(() => server.stop());

/** Paths as the schema writes them, and the key that stands in for the braces: one of `keys`, or after `=` itself. */
const GETS: { path: string; key?: string; query?: string }[] = [
	{ path: '/core/users/' },
	{ path: '/core/users/', query: 'include_groups=false' },
	{ path: '/core/users/{id}/', key: 'user' },
	{ path: '/core/users/{id}/used_by/', key: 'user' },
	{ path: '/core/users/me/' },
	{ path: '/core/users/paths/' },
	{ path: '/core/groups/', query: 'include_children=true&include_parents=true' },
	{ path: '/core/groups/{group_uuid}/', key: 'group', query: 'include_users=false' },
	{ path: '/core/applications/', query: 'superuser_full_list=true' },
	{ path: '/core/applications/{slug}/', key: '=app' },
	{ path: '/core/applications/{slug}/check_access/', key: '=app' },
	{ path: '/core/tokens/' },
	{ path: '/core/tokens/{identifier}/', key: '=token' },
	{ path: '/core/tokens/{identifier}/view_key/', key: '=token' },
	{ path: '/providers/all/' },
	{ path: '/providers/all/{id}/', key: 'provider' },
	{ path: '/providers/oauth2/' },
	{ path: '/providers/oauth2/{id}/', key: 'provider' },
	{ path: '/providers/oauth2/{id}/setup_urls/', key: 'provider' },
	{ path: '/providers/oauth2/{id}/used_by/', key: 'provider' },
	{ path: '/crypto/certificatekeypairs/' },
	{ path: '/crypto/certificatekeypairs/{kp_uuid}/', key: 'pair' },
	{ path: '/crypto/certificatekeypairs/{kp_uuid}/view_certificate/', key: 'pair' },
	{ path: '/crypto/certificatekeypairs/{kp_uuid}/view_private_key/', key: 'pair' },
	{ path: '/flows/instances/' },
	{ path: '/flows/instances/{slug}/', key: '=default-authentication-flow' },
	{ path: '/propertymappings/provider/scope/' },
	{ path: '/propertymappings/provider/scope/{pm_uuid}/', key: 'scope' },
	{ path: '/policies/bindings/' },
	{ path: '/policies/bindings/{policy_binding_uuid}/', key: 'binding' },
	{ path: '/events/events/' },
	{ path: '/events/events/{event_uuid}/', key: 'event' },
	{ path: '/events/events/actions/' },
	{ path: '/admin/version/' },
	{ path: '/admin/system/' },
	{ path: '/root/config/' },
];

test.each(GETS)('GET $path $query is as published', async ({ path, key = '', query = '' }) => {
	const value = key.startsWith('=') ? key.slice(1) : keys[key];
	const { status, body } = await server.api('GET', `${path.slice(1).replace(/\{\w+\}/, String(value))}?${query}`);
	expect(status).toBe(200);
	expect(violations('GET', path, status, body)).toEqual([]);
});

test('POST, PUT and PATCH answer as published', async () => {
	const { status, body } = await server.api<{ pk: number }>('POST', 'core/users/', { username: 'berta', name: '' });
	expect(violations('POST', '/core/users/', status, body)).toEqual([]);
	for (const method of ['PUT', 'PATCH']) {
		const answer = await server.api(method, `core/users/${body.pk}/`, { username: 'berta', name: 'Berta' });
		expect(violations(method, '/core/users/{id}/', answer.status, answer.body)).toEqual([]);
	}
	const account = await server.api('POST', 'core/users/service_account/', { name: 'robot', create_group: true });
	expect(violations('POST', '/core/users/service_account/', account.status, account.body)).toEqual([]);
	const request = { common_name: 'x.example', validity_days: 1, alg: 'ecdsa' };
	const pair = await server.api('POST', 'crypto/certificatekeypairs/generate/', request);
	expect(violations('POST', '/crypto/certificatekeypairs/generate/', pair.status, pair.body)).toEqual([]);
});

describe('the schema that the server gives of itself', () => {
	interface OpenApi {
		paths: Record<string, Record<string, unknown>>;
		components: { schemas: Record<string, { properties: Record<string, unknown> }> };
	}
	/** Authentik calls keys by names of their own; only where they stand matters here. */
	const KEY_NAMES = ['id', 'group_uuid', 'slug', 'identifier', 'kp_uuid'];
	const anyKey = (path: string) => path.replace(/\{\w+\}/, '{}');

	test('is open, and has no operation that Authentik does not have', async () => {
		const { status, body } = await server.fetch<OpenApi>('/api/v3/schema/?format=json');
		expect(status).toBe(200);
		const published = GETS.map(({ path }) => path);
		for (const [path, operations] of Object.entries(body.paths)) {
			const theirs = published.find((each) => anyKey(each) === anyKey(path)) ?? path;
			for (const method of Object.keys(operations).filter((name) => name !== 'parameters')) {
				const candidates = [theirs, ...KEY_NAMES.map((key) => path.replace(/\{\w+\}/, `{${key}}`))];
				expect([path, method, candidates.some((each) => isPublished(method, each))]).toEqual([path, method, true]);
			}
		}
	});

	test('has the fields of Authentik\'s objects', async () => {
		const { body } = await server.fetch<OpenApi>('/api/v3/schema/?format=json');
		const names = [
			...['User', 'Group', 'Application', 'Token', 'OAuth2Provider', 'Provider'],
			...['Flow', 'ScopeMapping', 'PolicyBinding', 'Event'],
		];
		for (const name of names) {
			const ours = Object.keys(body.components.schemas[name]?.properties ?? {}).sort();
			expect([name, ours]).toEqual([name, propertiesOf(name).sort()]);
		}
	});

	test('is YAML without format=json', async () => {
		const { headers } = await server.fetch('/api/v3/schema/');
		expect(headers.get('content-type')).toContain('application/vnd.oai.openapi');
	});
});
