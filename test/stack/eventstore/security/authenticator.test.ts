import { jest } from '@jest/globals';
import { Authenticator } from '../../../../stack/eventstore/security/authenticator.ts';
import { hashPassword } from '../../../../stack/eventstore/users/password.ts';
import { Users } from '../../../../stack/eventstore/users/users.ts';
import { TemporaryStore } from '../store/temporary-store.ts';

let temporary: TemporaryStore;
let users: Users;
let authenticator: Authenticator;
beforeAll(async () => {
	temporary = new TemporaryStore();
	users = new Users(temporary.store);
	authenticator = new Authenticator(users);
	temporary.store.onCommit((streams) => authenticator.changed(streams));
	await users.create({ loginName: 'ann', fullName: 'Ann', groups: ['one'], ...await hashPassword('right:é') });
});
afterAll(() => temporary.remove());

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

it('takes a call without credentials for nobody\'s', async () => {
	expect(await authenticator.authenticate(undefined)).toEqual({ login: '', roles: new Set() });
});

it('knows a user with its groups, colons and all', async () => {
	expect(await authenticator.authenticate(basic('ann:right:é')))
		.toEqual({ login: 'ann', roles: new Set(['ann', 'one', '$all']) });
});

it('remembers what it has verified, and refuses what it has not', async () => {
	await authenticator.authenticate(basic('ann:right:é'));
	expect(authenticator.remembered(basic('ann:right:é'))?.login).toBe('ann');
	expect(authenticator.remembered(basic('ann:wrong'))).toBeUndefined();
});

it.each([
	['a wrong password', basic('ann:wrong')],
	['no password', basic('ann:')],
	['somebody unknown', basic('bob:right:é')],
	['text without a colon', basic('ann')],
	['another scheme', 'Bearer abc'],
	['nonsense', 'Basic %%%'],
	['nothing', ''],
])('refuses %s', async (_what, header) => {
	expect(await authenticator.authenticate(header)).toBeUndefined();
});

it('forgets at once who is disabled, has a new password, or is deleted', async () => {
	await users.create({ loginName: 'bea', fullName: 'Bea', groups: [], ...await hashPassword('old') });
	const header = basic('bea:old');
	await authenticator.authenticate(header);
	await users.update('bea', { disabled: true });
	expect(authenticator.remembered(header)).toBeUndefined();
	expect(await authenticator.authenticate(header)).toBeUndefined();

	await users.update('bea', { disabled: false });
	expect((await authenticator.authenticate(header))?.login).toBe('bea');
	await users.setPassword('bea', await hashPassword('new'));
	expect(await authenticator.authenticate(header)).toBeUndefined();

	expect((await authenticator.authenticate(basic('bea:new')))?.login).toBe('bea');
	await users.delete('bea');
	expect(await authenticator.authenticate(basic('bea:new'))).toBeUndefined();
});

it('takes credentials that it has refused as soon as they are right', async () => {
	const header = basic('cem:later');
	expect(await authenticator.authenticate(header)).toBeUndefined();
	await users.create({ loginName: 'cem', fullName: 'Cem', groups: [], ...await hashPassword('first') });
	expect(await authenticator.authenticate(header)).toBeUndefined();
	await users.setPassword('cem', await hashPassword('later'));
	expect((await authenticator.authenticate(header))?.login).toBe('cem');
	await users.update('cem', { disabled: true });
	expect(await authenticator.authenticate(header)).toBeUndefined();
	await users.update('cem', { disabled: false });
	expect((await authenticator.authenticate(header))?.login).toBe('cem');
});

it('verifies once what comes several times at once, and not again what it has refused', async () => {
	// Before each hash, and after it, the user is looked up.
	const lookUps = jest.spyOn(users, 'find');
	for (let round = 0; round < 2; round += 1) {
		const answers = await Promise.all(Array.from({ length: 8 }, () => authenticator.authenticate(basic('ann:mistyped'))));
		expect(answers).toEqual(Array.from({ length: 8 }, () => undefined));
	}
	expect(lookUps).toHaveBeenCalledTimes(2);
	lookUps.mockRestore();
});
