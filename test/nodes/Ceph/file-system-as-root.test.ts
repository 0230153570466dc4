import { openAsRoot } from '../../../nodes/Ceph/actions/file-system/as-root.ts';
import type { Dashboard } from '../../../nodes/Ceph/dashboard/dashboard.ts';
import { SystemError } from '../../../nodes/shared/errors.ts';

const maps = [{ id: 7, mdsmap: { fs_name: 'cimfs' } }];

/** A cluster with one file system, and a record of what it was asked. */
function cluster(subvolumes: () => unknown) {
	const asked: string[] = [];
	const dashboard = {
		get: async (path: string) => {
			asked.push(path);
			return path === 'api/cephfs' ? maps : subvolumes();
		},
		send: () => Promise.reject(new Error('nothing is to be changed')),
	} as unknown as Dashboard;
	return { dashboard, asked };
}

describe('a file system whose directories are worked with', () => {
	it('is first opened by the manager as root, once for all items', async () => {
		const { dashboard, asked } = cluster(() => []);
		const found = await Promise.all([openAsRoot(dashboard, 'cimfs'), openAsRoot(dashboard, 'cimfs')]);
		expect(found).toEqual([{ at: 'api/cephfs/7', name: 'cimfs' }, { at: 'api/cephfs/7', name: 'cimfs' }]);
		expect(asked.filter((path) => path === 'api/cephfs/subvolume/cimfs')).toHaveLength(1);
	});

	it('is used as it is where the Dashboard has no subvolumes', async () => {
		const { dashboard } = cluster(() => {
			throw new SystemError({ message: 'not offered', code: 'release' });
		});
		expect(await openAsRoot(dashboard, 'cimfs')).toMatchObject({ name: 'cimfs' });
	});

	it('is not asked for when it is not there', async () => {
		const { dashboard, asked } = cluster(() => []);
		await expect(openAsRoot(dashboard, 'nothing')).rejects.toThrow('There is no file system "nothing"');
		expect(asked).toEqual(['api/cephfs']);
	});
});
