import { setTimeout as sleep } from 'node:timers/promises';

import { GetObjectCommand } from '@aws-sdk/client-s3';

import { bucketForTests, first, named, run, s3, unique } from './support/ceph.ts';
import { ceph, inCeph } from './support/ceph-command.ts';

const PATIENCE = 120_000;
const Bucket = bucketForTests();

interface Health {
	status: string;
	healthy: boolean;
	summary: string;
	checks: { code: string; message: string }[];
}

const osd = named('osd.0');
const health = async () => (await first('cluster', 'health', {})) as unknown as Health;

async function until(isSo: (health: Health) => boolean): Promise<Health> {
	for (const deadline = Date.now() + 60_000; ; await sleep(500)) {
		const state = await health();
		if (isSo(state) || Date.now() > deadline) return state;
	}
}

const isDown = ({ checks }: Health) => checks.some(({ code }) => code === 'OSD_DOWN');

/** Kills the OSD and keeps it from being started again. With no other OSD to miss it, the map is told by hand. */
async function down(): Promise<void> {
	await inCeph(['touch', '/run/cim/held/osd']);
	await inCeph(['sh', '-c', 'kill -9 $(cat /run/cim/pids/osd)']);
	await ceph('osd', 'down', '0');
}

async function up(): Promise<void> {
	await inCeph(['rm', '-f', '/run/cim/held/osd']);
	await until((state) => !isDown(state));
}

afterEach(up, PATIENCE);

describe('while the OSD is down', () => {
	it('health says so, and operations on it fail with the words of Ceph', async () => {
		await down();
		const state = await until(isDown);
		expect(state).toMatchObject({ healthy: false, summary: expect.stringContaining('1 osds down') as string });
		expect(await first('osd', 'get', { osd })).toMatchObject({ id: 0, up: false, in: true });
		expect(await first('cluster', 'status', {})).toMatchObject({ osds: { total: 1, up: 0 } });
		await expect(run('osd', 'scrub', { osd })).rejects.toMatchObject({ message: expect.stringContaining('osd.0 is not up') as string });
	}, PATIENCE);

	it('a new pool is not called made: its placement groups do not become active', async () => {
		await down();
		const pool = unique();
		try {
			const made = run('pool', 'create', { pool, options: { timeLimit: 5 } });
			// The Dashboard itself comes to a halt in the task where Ceph's module for RBD happens to read from the OSD at that time.
			await expect(made).rejects.toMatchObject({ message: expect.stringMatching(/active|the task pool\/create to end/) as string });
		} finally {
			await up();
			await ceph('osd', 'pool', 'rm', pool, pool, '--yes-i-really-really-mean-it');
		}
	}, PATIENCE);

	it('an object that is being put is there as soon as the OSD is back', async () => {
		await down();
		const putting = run('object', 'put', { bucket: named(Bucket), key: 'patient', source: 'text', text: 'waits' });
		await sleep(3_000);
		await up();
		const [item] = await putting;
		expect(item!.json).toMatchObject({ key: 'patient', size: 5 });
		const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'patient' }));
		expect(await Body!.transformToString()).toBe('waits');
	}, PATIENCE);
});
