import fc from 'fast-check';
import { created, type Page } from './application.ts';
import { Embedded } from './embedded.ts';

let server: Embedded;

interface User {
	username: string;
}

beforeAll(async () => {
	server = await Embedded.start();
	const group = await created<{ pk: string }>(server, 'core/groups/', { name: 'readers' });
	for (let index = 0; index < 24; index += 1) {
		await created(server, 'core/users/', {
			username: `user-${String(index).padStart(2, '0')}`,
			name: index === 7 ? 'Jörg Müller' : `Person ${index}`,
			email: `user-${index}@x.example`,
			groups: index < 3 ? [group.pk] : [],
			attributes: index === 5 ? { site: 'ams1', rack: { unit: 4 } } : {},
			path: index < 2 ? 'users/berlin' : 'users',
		});
	}
}, 30_000);

afterAll(() => server.stop());

async function list(query: string): Promise<Page<User>> {
	return (await server.api<Page<User>>('GET', `core/users/?${query}`)).body;
}

async function names(query: string): Promise<string[]> {
	return (await list(query)).results.map(({ username }) => username);
}

describe('pages', () => {
	test('of 20, named by numbers, 0 where there is none', async () => {
		const first = await list('');
		expect(first.results).toHaveLength(20);
		const whole = { count: 25, total_pages: 2 };
		expect(first.pagination).toEqual({ ...whole, next: 2, previous: 0, current: 1, start_index: 1, end_index: 20 });
		const { pagination } = await list('page=2');
		expect(pagination).toEqual({ ...whole, next: 0, previous: 1, current: 2, start_index: 21, end_index: 25 });
	});

	test.each([
		['page_size=7', 7],
		['page_size=1000', 25],
		['page_size=0', 20],
		['page_size=nonsense', 20],
		['page=last&page_size=10', 5],
	])('%s gives %i', async (query, count) => {
		expect((await list(query)).results).toHaveLength(count);
	});

	test.each(['page=3', 'page=0', 'page=-1', 'page=x'])('%s is 404', async (query) => {
		const { status, body } = await server.api('GET', `core/users/?${query}`);
		expect({ status, body }).toEqual({ status: 404, body: { detail: 'Invalid page.' } });
	});

	test('an empty list has one empty page', async () => {
		const { pagination } = await list('username=nobody');
		expect(pagination).toMatchObject({ count: 0, total_pages: 1, start_index: 0, end_index: 0 });
	});

	test('together they show everything once, in any size', async () => {
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 1, max: 100 }), async (size) => {
				const seen: string[] = [];
				for (let page = 1; page !== 0; ) {
					const answer = await list(`page_size=${size}&page=${page}`);
					seen.push(...answer.results.map(({ username }) => username));
					page = answer.pagination.next ?? 0;
				}
				expect(seen).toEqual([...new Set(seen)].sort());
				expect(seen).toHaveLength(25);
			}),
			{ numRuns: 15 },
		);
	});
});

describe('filters', () => {
	test.each<[string, string[]]>([
		['username=user-03', ['user-03']],
		['groups_by_name=readers', ['user-00', 'user-01', 'user-02']],
		['path=users/berlin', ['user-00', 'user-01']],
		['path_startswith=users/b', ['user-00', 'user-01']],
		['attributes={"site":"ams1"}', ['user-05']],
		['attributes={"rack":{"unit":4}}', ['user-05']],
		['attributes={"site":"fra1"}', []],
		['is_superuser=true', ['akadmin']],
		['email=user-9@x.example', ['user-09']],
		['type=service_account', []],
		['search=müller nobody', []],
		['search=JÖRG', ['user-07']],
		['search=MÜLLER jörg', ['user-07']],
		['search=username = "user-04"', ['user-04']],
		['search=username = "user-0"', []],
		['search=name ~ "müller"', ['user-07']],
		['search=100%25', []],
	])('%s', async (query, expected) => {
		expect(await names(encodeURI(query))).toEqual(expected);
	});

	test('unknown ones are ignored: the whole list comes', async () => {
		expect((await list('usrname=user-03')).pagination.count).toBe(25);
	});

	test.each([
		['type=robot', { type: ['Select a valid choice. robot is not one of the available choices.'] }],
		['uuid=x', { uuid: ['Enter a valid UUID.'] }],
		['date_joined__gt=x', { date_joined__gt: ['Enter a valid date/time.'] }],
		['groups_by_name=nobody', { groups_by_name: ['Select a valid choice. nobody is not one of the available choices.'] }],
		['attributes={', { attributes: ['filter: failed to parse JSON'] }],
	])('%s is 400', async (query, errors) => {
		const { status, body } = await server.api('GET', `core/users/?${encodeURI(query)}`);
		expect({ status, body }).toEqual({ status: 400, body: errors });
	});

	test('times', async () => {
		expect((await list('date_joined__lt=2000-01-01')).pagination.count).toBe(0);
		expect((await list('date_joined__gt=2000-01-01T00:00:00%2B02:00')).pagination.count).toBe(25);
		expect((await list('last_login__isnull=true')).pagination.count).toBe(25);
	});

	test('whatever is searched for, the answer is a list, and no SQL', async () => {
		const parameter = fc.constantFrom('search', 'username', 'path_startswith', 'ordering');
		await fc.assert(
			fc.asyncProperty(fc.string({ unit: 'grapheme' }), parameter, async (text, name) => {
				const { status } = await server.api('GET', `core/users/?${new URLSearchParams({ [name]: text }).toString()}`);
				expect(status).toBe(200);
			}),
			{ numRuns: 60 },
		);
	});
});

describe('ordering', () => {
	test('by a field, backwards with a minus; unknown ones are ignored', async () => {
		expect((await names('ordering=-username&page_size=2'))).toEqual(['user-23', 'user-22']);
		expect((await names('ordering=path,-username&page_size=3'))).toEqual(['user-23', 'user-22', 'user-21']);
		expect((await names('ordering=nonsense&page_size=2'))).toEqual(['akadmin', 'user-00']);
	});
});

test('tokens are found by their owner\'s name', async () => {
	const owner = (await server.api<Page<{ pk: number }>>('GET', 'core/users/?username=user-09')).body.results[0];
	await created(server, 'core/tokens/', { identifier: 'token-of-09', user: owner?.pk });
	const { body } = await server.api<Page<{ identifier: string }>>('GET', 'core/tokens/?user__username=user-09');
	expect(body.results.map(({ identifier }) => identifier)).toEqual(['token-of-09']);
});
