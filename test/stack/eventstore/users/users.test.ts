import { createDefaultUsers } from '../../../../stack/eventstore/users/default-users.ts';
import { Users } from '../../../../stack/eventstore/users/users.ts';
import { event, TemporaryStore } from '../store/temporary-store.ts';

let temporary: TemporaryStore;
let users: Users;
beforeEach(() => {
	temporary = new TemporaryStore();
	users = new Users(temporary.store);
});
afterEach(() => temporary.remove());

const ann = { loginName: 'ann', fullName: 'Ann', groups: ['one'], hash: 'aGFzaA==', salt: 'c2FsdA==' };

it('keeps a user in a stream that only administrators change, and its login in the directory', async () => {
	expect(await users.create(ann)).toBe(true);
	expect(users.find('ann')).toMatchObject({ ...ann, disabled: false });
	expect(temporary.revisions('$user-ann')).toEqual([0]);
	expect(temporary.revisions('$users')).toEqual([0]);
	expect(temporary.metadata('$user-ann')).toEqual({ $acl: { $w: '$admins', $d: '$admins', $mw: '$admins' } });
});

it('leaves who has a login already as they are', async () => {
	await users.create(ann);
	expect(await users.create({ ...ann, fullName: 'Another' })).toBe(false);
	expect(users.find('ann')?.fullName).toBe('Ann');
});

it('changes what is to be changed and nothing else', async () => {
	await users.create(ann);
	expect(await users.update('ann', { disabled: true })).toBe(true);
	expect(await users.update('ann', { fullName: 'Ann B', groups: [] })).toBe(true);
	expect(users.find('ann')).toMatchObject({ ...ann, fullName: 'Ann B', groups: [], disabled: true });
});

it('tells of a new password', async () => {
	await users.create(ann);
	expect(await users.setPassword('ann', { hash: 'bmV3', salt: 'c2FsdA==' })).toBe(true);
	expect(users.find('ann')?.hash).toBe('bmV3');
	expect(temporary.revisions('$users-password-notifications')).toEqual([0]);
});

it('makes changes that come at once one after another', async () => {
	await users.create(ann);
	await Promise.all([users.update('ann', { fullName: 'Ann C' }), users.update('ann', { disabled: true })]);
	expect(users.find('ann')).toMatchObject({ fullName: 'Ann C', disabled: true });
});

it('forgets who is deleted, and lets the login be taken anew', async () => {
	await users.create(ann);
	expect(await users.delete('ann')).toBe(true);
	expect(users.find('ann')).toBeUndefined();
	expect(users.all()).toEqual([]);
	expect(await users.create({ ...ann, fullName: 'New' })).toBe(true);
	expect(users.all().map(({ fullName }) => fullName)).toEqual(['New']);
});

it.each(['update', 'setPassword', 'delete'] as const)('says of %s that there is no such user', async (change) => {
	const argument = { hash: '', salt: '' };
	expect(await (change === 'delete' ? users.delete('nobody') : users[change]('nobody', argument))).toBe(false);
});

it('takes a stream that somebody wrote nonsense to for no user', async () => {
	await temporary.store.append('$user-odd', 'any', [event('$UserCreated', ['not a user'])]);
	await temporary.store.append('$users', 'any', [event('$User', 'odd')]);
	expect(users.find('odd')).toBeUndefined();
	expect(users.all()).toEqual([]);
});

it('makes the default accounts once: a restart leaves their passwords', async () => {
	await createDefaultUsers(users, { admin: 'first', ops: 'first' });
	const admin = users.find('admin');
	expect(users.all().map(({ loginName, groups }) => [loginName, ...groups])).toEqual([['admin', '$admins'], ['ops', '$ops']]);
	await temporary.reopen();
	users = new Users(temporary.store);
	await createDefaultUsers(users, { admin: 'second', ops: 'second' });
	expect(users.find('admin')).toEqual(admin);
});
