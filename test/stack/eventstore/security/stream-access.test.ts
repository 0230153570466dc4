import { anonymous } from '../../../../stack/eventstore/security/principal.ts';
import type { Principal } from '../../../../stack/eventstore/security/principal.ts';
import { StreamAccess } from '../../../../stack/eventstore/security/stream-access.ts';
import type { Action } from '../../../../stack/eventstore/security/stream-access.ts';
import { event, TemporaryStore } from '../store/temporary-store.ts';

let temporary: TemporaryStore;
let access: StreamAccess;
beforeEach(() => {
	temporary = new TemporaryStore();
	access = new StreamAccess(temporary.store);
	temporary.store.onCommit((streams) => access.changed(streams));
});
afterEach(() => temporary.remove());

const who = (login: string, ...groups: string[]): Principal => ({ login, roles: new Set([login, ...groups, '$all']) });
const admin = who('admin', '$admins');
const ann = who('ann', 'readers');
const bob = who('bob');

const actions: Action[] = ['read', 'write', 'delete'];
const rights = (principal: Principal, stream: string) => actions.filter((action) => access.allows(principal, stream, action));

it.each([
	['a stream', 's', ['read', 'write', 'delete'], ['read', 'write', 'delete']],
	['the metadata of a stream', '$$s', ['read', 'write'], ['read', 'write']],
	['a system stream', '$s', ['read', 'write', 'delete'], []],
	['the metadata of a system stream', '$$$s', ['read', 'write'], []],
	['$all', '$all', ['read'], []],
	['a stream without a name', '', [], []],
	['the metadata of a stream without a name', '$$', [], []],
])('gives administrators, users and strangers their rights to %s', (_what, stream, ofAdmin, ofUser) => {
	expect(rights(admin, stream)).toEqual(ofAdmin);
	expect(rights(ann, stream)).toEqual(ofUser);
	expect(rights(anonymous, stream)).toEqual([]);
});

it('goes by the stream\'s own list, of a user or a group, and by the defaults for what it does not name', async () => {
	await temporary.setMetadata('s', { $acl: { $r: ['readers'], $w: 'bob', $mr: [] } });
	expect(rights(ann, 's')).toEqual(['read', 'delete']);
	expect(rights(bob, 's')).toEqual(['write', 'delete']);
	expect(rights(bob, '$$s')).toEqual(['write']);
	expect(rights(admin, 's')).toEqual(actions);
	expect(rights(anonymous, 's')).toEqual([]);
});

it('goes by $settings where the stream says nothing', async () => {
	await temporary.store.append('$settings', 'any', [event('update-default-acl', {
		$userStreamAcl: { $r: 'ann', $w: ['ann'] }, $systemStreamAcl: { $r: ['ann'] },
	})]);
	await temporary.setMetadata('own', { $acl: { $r: '$all' } });
	expect(rights(ann, 's')).toEqual(actions);
	expect(rights(bob, 's')).toEqual(['delete']);
	expect(rights(bob, 'own')).toEqual(['read', 'delete']);
	expect(rights(ann, '$s')).toEqual(['read']);
});

it('sees changes at once and tells of them', async () => {
	let told = 0;
	const stop = access.onChange(() => {
		told += 1;
	});
	expect(rights(bob, 's')).toEqual(actions);
	await temporary.setMetadata('s', { $acl: { $r: 'ann', $w: 'ann', $d: 'ann' } });
	expect(rights(bob, 's')).toEqual([]);
	await temporary.setMetadata('s', {});
	expect(rights(bob, 's')).toEqual(actions);
	await temporary.store.append('s', 'any', [event()]);
	expect(told).toBe(2);
	stop();
	await temporary.setMetadata('s', {});
	expect(told).toBe(2);
});

it.each([
	['text', 'nonsense'],
	['a name instead of a list', { $acl: '$systemStreamAcl' }],
	['an odd list', { $acl: { $r: 5, $w: null } }],
])('takes metadata that is %s for none', async (_what, metadata) => {
	await temporary.setMetadata('s', metadata);
	expect(rights(bob, 's')).toEqual(actions);
});
