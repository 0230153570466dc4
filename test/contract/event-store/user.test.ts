import { jsonEvent } from '@eventstore/db-client';
import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { EventStore } from '../../../nodes/EventStore/EventStore.node.ts';
import { executionOf } from '../../support/node-runner.ts';
import { named, run, unique } from './support/event-store.ts';
import { type OwnServer, startOwnTlsServer } from './support/node-server.ts';

let server: OwnServer;
beforeAll(async () => {
	server = await startOwnTlsServer();
});
afterAll(() => server.remove());

const login = () => unique('user').slice(0, 20);

/** Whether the server lets somebody in: changes of users are seen a little later. */
async function comesIn(name: string, password: string, expected: boolean): Promise<boolean> {
	for (let tries = 0; ; tries++) {
		const client = server.clientOf(name, password);
		const letIn = await client.appendToStream(unique('login'), jsonEvent({ type: 'Came', data: {} })).then(() => true, () => false);
		await client.dispose();
		if (letIn === expected || tries === 50) return letIn;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}

describe('a user', () => {
	it('is created, and comes in', async () => {
		const name = login();
		const [created] = await server.run('user', 'create', { login: name, password: 'sesame', options: { fullName: 'Ada', groups: 'auditors, $ops, auditors' } });
		expect(created).toEqual({ login: name, fullName: 'Ada', groups: ['auditors', '$ops'], disabled: false, updated: expect.stringMatching(/^20\d\d-.*Z$/) as string });
		expect(await comesIn(name, 'sesame', true)).toBe(true);
		// The server itself says nothing of it and leaves the user as it is.
		await expect(server.run('user', 'create', { login: name, password: 'other' })).rejects.toMatchObject({ message: `There is a user "${name}" already`, httpCode: 'user-exists' });
	});

	it('is updated, what is not given stays', async () => {
		const name = login();
		await server.run('user', 'create', { login: name, password: 'sesame', options: { groups: 'auditors' } });
		expect(await server.run('user', 'update', { user: named(name), options: { fullName: 'Eve' } })).toMatchObject([{ fullName: 'Eve', groups: ['auditors'] }]);
		expect(await server.run('user', 'update', { user: named(name), options: { groups: '' } })).toMatchObject([{ fullName: 'Eve', groups: [] }]);
		expect(await comesIn(name, 'sesame', true)).toBe(true);
	});

	it('is disabled and enabled', async () => {
		const name = login();
		await server.run('user', 'create', { login: name, password: 'sesame' });
		expect(await server.run('user', 'disable', { user: named(name) })).toMatchObject([{ login: name, disabled: true }]);
		expect(await comesIn(name, 'sesame', false)).toBe(false);
		expect(await server.run('user', 'enable', { user: named(name) })).toMatchObject([{ disabled: false }]);
		expect(await comesIn(name, 'sesame', true)).toBe(true);
	});

	it('gets another password', async () => {
		const name = login();
		await server.run('user', 'create', { login: name, password: 'sesame' });
		expect(await server.run('user', 'resetPassword', { user: named(name), password: 'other' })).toEqual([{ user: name, passwordReset: true }]);
		expect(await comesIn(name, 'other', true)).toBe(true);
		expect(await comesIn(name, 'sesame', false)).toBe(false);
	});

	it('is deleted', async () => {
		const name = login();
		await server.run('user', 'create', { login: name, password: 'sesame' });
		expect(await server.run('user', 'delete', { user: named(name) })).toEqual([{ user: name, deleted: true }]);
		expect(await comesIn(name, 'sesame', false)).toBe(false);
		await expect(server.run('user', 'delete', { user: named(name) })).rejects.toMatchObject({ httpCode: 'user-not-found', message: `There is no user "${name}"` });
	});

	it.each(['get', 'update', 'disable', 'enable', 'resetPassword', 'delete'])('that there is none of is named (%s)', async (operation) => {
		await expect(server.run('user', operation, { user: named('nobody'), password: 'x' })).rejects.toMatchObject({ message: 'There is no user "nobody"', httpCode: 'user-not-found' });
	});

	it.each([
		['a colon', 'a:b', 'has a colon'],
		['a blank', 'a ', 'has a blank'],
		['nothing', '', 'a value is required'],
	])('has no %s in its login name', async (_what, name, message) => {
		await expect(server.run('user', 'create', { login: name, password: 'x' })).rejects.toThrow(`Login Name: ${name === '' ? '' : `"${name}" `}${message}`);
		await expect(server.run('user', 'create', { login: login(), password: '' })).rejects.toThrow('Password: a value is required');
	});
});

describe('ensure', () => {
	it('creates a user once, changes what differs, and deletes it once', async () => {
		const name = login();
		const declare = (options: Record<string, string | boolean>, checkOnly = false) => server.run('user', 'ensure', { login: name, password: 'sesame', options, checkOnly });
		expect(await declare({ groups: 'b, a' }, true)).toMatchObject([{ existed: false, created: false, differences: [{ setting: 'groups', is: null, wanted: ['a', 'b'] }] }]);
		expect(await declare({ groups: 'b, a' })).toMatchObject([{ login: name, created: true }]);
		expect(await declare({ groups: 'a, b' })).toMatchObject([{ existed: true, changed: false, differences: [] }]);
		expect(await declare({ fullName: 'Ada', disabled: true })).toMatchObject([{ changed: true, differences: [{ setting: 'fullName', is: name, wanted: 'Ada' }, { setting: 'disabled', is: false, wanted: true }] }]);
		expect(await server.run('user', 'get', { user: named(name) })).toMatchObject([{ fullName: 'Ada', groups: expect.arrayContaining(['a', 'b']) as string[], disabled: true }]);
		const absent = (checkOnly: boolean) => server.run('user', 'ensureAbsent', { user: named(name), checkOnly });
		expect(await absent(true)).toEqual([{ user: name, existed: true, deleted: false }]);
		expect(await absent(false)).toEqual([{ user: name, existed: true, deleted: true }]);
		expect(await absent(false)).toEqual([{ user: name, existed: false, deleted: false }]);
	});
});

describe('users', () => {
	it('are listed and picked', async () => {
		const name = login();
		await server.run('user', 'create', { login: name, password: 'sesame', options: { fullName: 'Grace Hopper' } });
		const logins = (await server.run('user', 'getAll', { returnAll: true })).map((user) => user.login as string);
		expect(logins).toEqual(expect.arrayContaining(['admin', 'ops', name]));
		expect(logins).toEqual(logins.toSorted());
		const node = new EventStore();
		const options = executionOf(node, { credentials: { eventStoreApi: server.credential } }) as unknown as ILoadOptionsFunctions;
		expect(await node.methods.listSearch.searchUsers.call(options, `${name} (`)).toEqual({ results: [] });
		expect(await node.methods.listSearch.searchUsers.call(options, 'grace')).toEqual({ results: [{ name: `${name} (Grace Hopper)`, value: name }] });
	});

	it('are managed by administrators', async () => {
		const name = login();
		await server.run('user', 'create', { login: name, password: 'sesame' });
		expect(await comesIn(name, 'sesame', true)).toBe(true);
		const credentials = { eventStoreApi: { ...server.credential, username: name, password: 'sesame' } };
		await expect(server.run('user', 'disable', { user: named('ops') }, { credentials })).rejects.toMatchObject({ httpCode: 'access-denied' });
	});

	it('are not there without TLS, and the node says so at once', async () => {
		await expect(run('getAll', { resource: 'user', returnAll: true })).rejects.toMatchObject({ message: 'Without TLS the event store has no users', httpCode: 'no-users' });
	});
});
