import { absolutePath, parentOf, snapshotName } from '../../../nodes/Ceph/actions/file-system/path.ts';
import { clientOf, directoryOf, fileSystemOf, statusOf } from '../../../nodes/Ceph/actions/file-system/shape.ts';

describe('a path in a file system', () => {
	it.each([
		['/', '/'],
		['/a', '/a'],
		['/a/b/', '/a/b'],
		['//a///b c', '/a/b c'],
		['/a..b/.snap', '/a..b/.snap'],
	])('%p is %p', (text, path) => {
		expect(absolutePath(text)).toBe(path);
	});

	it.each(['', 'a', 'a/b', '/a/../b', '/..', '/./a', '/a\0'])('%p is refused', (text) => {
		expect(() => absolutePath(text)).toThrow(/^Path: got /);
	});

	it('is in the directory above it', () => {
		expect(['/a', '/a/b', '/a/b/c'].map(parentOf)).toEqual(['/', '/a', '/a/b']);
	});
});

describe('the name of a snapshot', () => {
	it('is any that Ceph lists under', () => {
		expect(snapshotName('before-upgrade 1')).toBe('before-upgrade 1');
		for (const name of ['.', '..', '_hidden', 'a/b', 'a\0']) expect(() => snapshotName(name)).toThrow(/^Snapshot: got /);
	});
});

describe('what the Dashboard tells of a file system', () => {
	it('is said in the words of people', () => {
		const mdsmap = {
			fs_name: 'cimfs',
			created: '2026-11-24T10:44:38.123456+0000',
			max_mds: 2,
			in: [0, 1],
			up: { mds_0: 4305 },
			failed: [1],
			damaged: [],
			standby_count_wanted: -1,
			metadata_pool: 3,
			data_pools: [4, 7],
		};
		expect(fileSystemOf({ id: 1, mdsmap })).toEqual({
			id: 1,
			name: 'cimfs',
			createdAt: '2026-11-24T10:44:38.123Z',
			joinable: undefined,
			activeRanks: 1,
			wantedRanks: 2,
			failedRanks: [1],
			damagedRanks: [],
			wantedStandbys: 0,
			metadataPoolId: 3,
			dataPoolIds: [4, 7],
		});
	});

	it('sums up what its pools hold, and a failed rank has no daemon', () => {
		const status = statusOf({
			cephfs: {
				id: 1,
				name: 'cimfs',
				client_count: 2,
				ranks: [{ rank: 0, state: 'failed', mds: '', activity: 0, dns: 0, inos: 0, dirs: 0, caps: 0 }],
				pools: [
					{ pool: 'meta', type: 'metadata', used: 10, avail: 900 },
					{ pool: 'data', type: 'data', used: 100, avail: 800 },
					{ pool: 'slow', type: 'data', used: 1, avail: 850 },
				],
			},
			standbys: [{ name: 'b' }],
			versions: { 'ceph version 20.2.4 (7f793731) tentacle (stable)': ['b'] },
		});
		expect(status).toMatchObject({
			usedBytes: 111,
			availableBytes: 850,
			standbys: ['b'],
			versions: [{ version: '20.2.4', daemons: ['b'] }],
			ranks: [{ rank: 0, state: 'failed', daemon: null }],
		});
	});

	it('knows the address of a client in older releases too', () => {
		const session = { id: 4305, type: 'kernel', hostname: 'node1', version: '6.1' };
		expect(clientOf({ ...session, inst: 'client.4305 192.168.0.5:0/123' })).toMatchObject({ id: 4305, address: '192.168.0.5:0/123', version: '6.1' });
		expect(clientOf({ ...session, entity: { addr: { addr: '192.168.0.6:0' } } })).toMatchObject({ address: '192.168.0.6:0' });
	});

	it('has no limits where Ceph says 0, nor at the root', () => {
		const root = { name: '/', path: '/', parent: null, snapshots: [{ name: 's', path: '/.snap/s', created: '2026-11-24T10:44:38Z' }], quotas: null };
		expect(directoryOf(root)).toEqual({
			name: '/',
			path: '/',
			parent: null,
			snapshots: [{ name: 's', createdAt: '2026-11-24T10:44:38.000Z' }],
			maxBytes: null,
			maxFiles: null,
		});
		expect(directoryOf({ ...root, quotas: { max_bytes: 4096, max_files: 0 } })).toMatchObject({ maxBytes: 4096, maxFiles: null });
	});
});
