import { CLIENT_ID, createAccount, createApplication, created } from './application.ts';
import { Embedded } from './embedded.ts';

let server: Embedded;
let application: string;
let parent: string;
let child: string;
let member: number;
let stranger: number;

beforeAll(async () => {
	server = await Embedded.start();
	({ application } = await createApplication(server, 'app'));
	member = await createAccount(server, 'member', 'member-password');
	stranger = await createAccount(server, 'stranger', 'stranger-password');
	parent = (await created<{ pk: string }>(server, 'core/groups/', { name: 'parent' })).pk;
	child = (await created<{ pk: string }>(server, 'core/groups/', { name: 'child', parents: [parent], users: [member] })).pk;
}, 30_000);

afterAll(() => server.stop());

afterEach(async () => {
	const { body } = await server.api<{ results: { pk: string }[] }>('GET', `policies/bindings/?target=${application}`);
	await Promise.all(body.results.map(({ pk }) => server.api('DELETE', `policies/bindings/${pk}/`)));
	await server.api('PATCH', 'core/applications/app/', { policy_engine_mode: 'any' });
});

function bind(what: Record<string, unknown>) {
	return created(server, 'policies/bindings/', { target: application, order: 0, ...what });
}

/** What check_access says; the token endpoint must agree. */
async function passes(user: number, username: string): Promise<boolean> {
	const { body } = await server.api<{ passing: boolean }>('GET', `core/applications/app/check_access/?for_user=${user}`);
	const fields = { grant_type: 'client_credentials', client_id: CLIENT_ID, username, password: `${username}-password` };
	const token = await server.form('token', fields);
	expect(token.status === 200 ? undefined : token.body.error).toBe(body.passing ? undefined : 'invalid_grant');
	return body.passing;
}

async function both(): Promise<[boolean, boolean]> {
	return [await passes(member, 'member'), await passes(stranger, 'stranger')];
}

test('without a binding everyone passes', async () => {
	expect(await both()).toEqual([true, true]);
});

test('a group lets its members pass', async () => {
	await bind({ group: child });
	expect(await both()).toEqual([true, false]);
});

test('a group lets the members of its children pass', async () => {
	await bind({ group: parent });
	expect(await both()).toEqual([true, false]);
});

test('a user binding, negated', async () => {
	await bind({ user: member, negate: true });
	expect(await both()).toEqual([false, true]);
});

test('mode any needs one binding, mode all each', async () => {
	await bind({ group: child });
	await bind({ user: stranger, order: 1 });
	expect(await both()).toEqual([true, true]);
	await server.api('PATCH', 'core/applications/app/', { policy_engine_mode: 'all' });
	expect(await both()).toEqual([false, false]);
});

test('a disabled binding does not count', async () => {
	await bind({ group: child, enabled: false });
	expect(await both()).toEqual([true, true]);
});

test.each([
	['nothing bound', {}, 'non_field_errors'],
	['two things bound', { group: () => child, user: () => member }, 'non_field_errors'],
	['no order', { group: () => child, order: () => undefined }, 'order'],
	['an unknown target', { group: () => child, target: () => '00000000-0000-4000-8000-000000000000' }, 'target'],
	['a policy', { policy: () => '00000000-0000-4000-8000-000000000000' }, 'policy'],
])('%s is refused', async (_what, changes, field) => {
	const given = Object.entries(changes).map(([name, value]) => [name, (value as () => unknown)()]);
	const body = { target: application, order: 0, ...Object.fromEntries(given) as object };
	const answer = await server.api('POST', 'policies/bindings/', body);
	expect(answer.status).toBe(400);
	expect(answer.body).toHaveProperty(field);
});

test('deleting the group deletes its binding', async () => {
	const { pk } = await created<{ pk: string }>(server, 'core/groups/', { name: 'passing' });
	const binding = await bind({ group: pk });
	await server.api('DELETE', `core/groups/${pk}/`);
	expect((await server.api('GET', `policies/bindings/${String(binding.pk)}/`)).status).toBe(404);
});
