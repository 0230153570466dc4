import { setTimeout as sleep } from 'node:timers/promises';

import { first, named, run, unique } from './support/ceph.ts';
import { ceph, inFileSystem } from './support/ceph-command.ts';

const PATIENCE = 120_000;
const fileSystem = named('cimfs');
const base = `/${unique()}`;

interface ManagerMap {
	available: boolean;
	active_gid: number;
}

/** Has the manager start anew, and waits until its Dashboard answers. */
async function restartManager(): Promise<void> {
	const { active_gid } = await ceph<ManagerMap>('mgr', 'dump');
	await ceph('mgr', 'fail');
	for (const deadline = Date.now() + PATIENCE / 2; Date.now() < deadline; await sleep(500)) {
		const map = await ceph<ManagerMap>('mgr', 'dump');
		if (!map.available || map.active_gid === active_gid) continue;
		if (await first('cluster', 'health', {}).catch(() => undefined)) return;
	}
	throw new Error('The manager did not come back');
}

describe('a manager that has just started', () => {
	beforeAll(async () => {
		await inFileSystem('fs.mkdirs(args[0] + "/closed/below", 0o755)\nfs.chmod(args[0] + "/closed", 0o700)', base);
		await restartManager();
	}, PATIENCE);
	afterAll(async () => {
		await inFileSystem('for name in ("/closed/below", "/closed", "/made", ""):\n\ttry: fs.rmdir(args[0] + name)\n\texcept cephfs.ObjectNotFound: pass', base);
	});

	it('works with directories of root', async () => {
		expect(await run('fileSystem', 'directories', { fileSystem, path: `${base}/closed` })).toHaveLength(1);
		const made = { fileSystem, path: `${base}/made` };
		await run('fileSystem', 'createDirectory', made);
		expect(await first('fileSystem', 'setQuota', { ...made, limits: { maxFiles: 5 } })).toMatchObject({ maxFiles: 5 });
		const { snapshot } = await first('fileSystem', 'createSnapshot', made);
		await run('fileSystem', 'deleteSnapshot', { ...made, snapshot: snapshot as string });
	});
});
