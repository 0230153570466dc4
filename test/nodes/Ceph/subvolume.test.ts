import { attributesOf, newSize } from '../../../nodes/Ceph/actions/subvolume/attributes.ts';
import { clonable, newName, newSnapshotName } from '../../../nodes/Ceph/actions/subvolume/names.ts';
import { groupOf, snapshotOf, subvolumeOf } from '../../../nodes/Ceph/actions/subvolume/shape.ts';

const info = {
	path: '/volumes/_nogroup/a/uuid',
	state: 'complete',
	type: 'subvolume',
	features: ['snapshot-clone'],
	bytes_quota: 'infinite',
	bytes_used: 12,
	data_pool: 'data',
	pool_namespace: '',
	uid: 1000,
	gid: 0,
	mode: 0o40750,
	created_at: '2026-11-24 10:44:38',
	mtime: '2026-11-24 10:44:39',
} as const;

describe('the attributes of a new subvolume', () => {
	it('are those that are given, in the names of Ceph', () => {
		expect(attributesOf({})).toEqual({});
		expect(attributesOf({ size: '0', mode: '', dataPool: '' })).toEqual({});
		expect(attributesOf({ size: '1 GiB', mode: '0750', dataPool: 'ssd', userId: 0, groupId: 5 })).toEqual({
			size: 2 ** 30,
			mode: '0750',
			pool_layout: 'ssd',
			uid: 0,
			gid: 5,
		});
	});

	it.each(['rwx', '75', '798', '07555'])('have no mode %p', (mode) => {
		expect(() => attributesOf({ mode })).toThrow(/^Mode: got /);
	});

	it('have a word for no size when it is changed', () => {
		expect([newSize('0'), newSize('2k')]).toEqual(['infinite', '2048']);
		expect(() => newSize('')).toThrow(/^Size: got /);
	});
});

describe('the name of a new subvolume', () => {
	it("is of the characters that Ceph's own command takes", () => {
		for (const name of ['tenant-a', 'A_1.b', '-', 'csi-vol-0']) expect(newName(name, 'Name')).toBe(name);
		for (const name of ['', '../a', 'a/b', '.a', 'a\0', 'tenant a', '100%', 'ü', 'a+b', 'a\n', '日本']) expect(() => newName(name, 'Name')).toThrow(/^Name: got /);
	});
});

describe('the name of a snapshot of a subvolume', () => {
	it('may have other characters, but is no path and not hidden; with a percent sign it cannot be cloned', () => {
		for (const name of ['before upgrade', 'ü+&', '100%']) expect(newSnapshotName(name, 'Name')).toBe(name);
		for (const name of ['a/b', '.a', '_a', 'a\0']) expect(() => newSnapshotName(name, 'Name')).toThrow(/^Name: got /);
		expect(clonable('ü+&')).toBe('ü+&');
		expect(() => clonable('100%')).toThrow('Snapshot: Ceph cannot clone "100%", for the percent sign in its name');
	});
});

describe('what Ceph tells of a subvolume', () => {
	it('is said in the words of people', () => {
		expect(subvolumeOf({ fileSystem: 'cimfs', group: '' }, { name: 'a', info: { ...info, features: [...info.features] } })).toEqual({
			fileSystem: 'cimfs',
			group: null,
			subvolume: 'a',
			ready: true,
			path: '/volumes/_nogroup/a/uuid',
			state: 'complete',
			type: 'subvolume',
			maxBytes: null,
			usedBytes: 12,
			dataPool: 'data',
			namespace: null,
			mode: '750',
			userId: 1000,
			groupId: 0,
			createdAt: '2026-11-24T10:44:38.000Z',
			modifiedAt: '2026-11-24T10:44:39.000Z',
			features: ['snapshot-clone'],
			earmark: undefined,
			source: undefined,
		});
	});

	it('is its name alone while it is being cloned', () => {
		expect(subvolumeOf({ fileSystem: 'cimfs', group: 'g' }, { name: 'a' })).toEqual({ fileSystem: 'cimfs', group: 'g', subvolume: 'a', ready: false });
	});

	it('is much the same for a group', () => {
		expect(groupOf('cimfs', { name: 'g', info: { ...info, bytes_quota: 100, features: undefined } })).toMatchObject({ group: 'g', maxBytes: 100 });
	});

	it('says of a snapshot whether it is being cloned', () => {
		const place = { fileSystem: 'cimfs', group: '' };
		const cloning = { created_at: '2026-11-24 10:44:38', has_pending_clones: 'yes', pending_clones: [{ name: 'c', target_group: 'g' }] };
		expect(snapshotOf(place, 'a', { name: 's', info: cloning })).toMatchObject({ hasPendingClones: true, pendingClones: ['c'] });
		expect(snapshotOf(place, 'a', { name: 's' })).toMatchObject({ snapshot: 's', hasPendingClones: false, pendingClones: [] });
	});
});
