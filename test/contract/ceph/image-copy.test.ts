import { setTimeout as sleep } from 'node:timers/promises';

import { digestOf, finishedTasks, place, poolForTests, rbdDo, tableOf, write } from './support/block.ts';
import { first, named, run } from './support/ceph.ts';

const pool = poolForTests();
const otherPool = poolForTests();
const MiB = 1024 ** 2;

describe('long work on an image', () => {
	const source = 'large';
	const slow = place(pool, source);
	const to = (image: string, more: object = {}) => ({ ...slow, destinationPool: named(pool), destinationImage: image, ...more }) as Parameters<typeof run>[2];

	beforeAll(async () => {
		await rbdDo('create', '--size', '32M', `${pool}/${source}`);
		await write(`${pool}/${source}`, '32M');
		// Copying takes longer than the Dashboard waits before it answers 202, on any machine.
		await rbdDo('config', 'image', 'set', `${pool}/${source}`, 'rbd_qos_read_bps_limit', String(8 * MiB));
	});

	const finished = async (image: string) =>
		(await finishedTasks('rbd/copy')).find(({ metadata }) => metadata.dest_pool_name === pool && metadata.dest_image_name === image);

	it('is followed to its end: a copy', async () => {
		const copied = await first('image', 'copy', to('copied'));
		expect(copied).toMatchObject({ image: 'copied', size: 32 * MiB });
		const task = await finished('copied');
		expect(task).toMatchObject({ success: true });
		expect(task!.duration).toBeGreaterThan(2);
		expect(await digestOf(`${pool}/copied`)).toBe(await digestOf(`${pool}/${source}`));
	});

	it('may take no longer than allowed', async () => {
		await expect(run('image', 'copy', to('late', { options: { timeLimit: 1 } }))).rejects.toMatchObject({ message: 'Waited 1 s for the task rbd/copy to end' });
		// It goes on, and ends before its pool goes.
		for (let tries = 0; tries < 60 && (await finished('late')) === undefined; tries++) await sleep(500);
		expect(await finished('late')).toMatchObject({ success: true });
	});

	it("fails with the task's own words, at once and late", async () => {
		await rbdDo('create', '--size', '1M', `${pool}/taken`);
		await expect(run('image', 'copy', to('taken'))).rejects.toMatchObject({
			httpCode: '409',
			message: `There is a block image "${pool}/taken" already`,
		});
		const metadata = tableOf({ name: 'conf_rbd_qos_iops_limit', value: 'many' });
		await expect(run('image', 'copy', to('half', { options: { metadata } }))).rejects.toMatchObject({
			httpCode: '400',
			message: "[errno 22] RBD invalid argument (error setting metadata b'conf_rbd_qos_iops_limit' for image b'half')",
		});
		const task = await finished('half');
		expect(task!.duration).toBeGreaterThan(2);
	});
});

it('a snapshot is copied to another pool and namespace, laid out anew', async () => {
	await rbdDo('create', '--size', '16M', `${pool}/small`);
	await write(`${pool}/small`, '16M');
	await rbdDo('snap', 'create', `${pool}/small@written`);
	const snapshot = await digestOf(`${pool}/small@written`);
	await write(`${pool}/small`, '1M');
	await rbdDo('namespace', 'create', `${otherPool}/tenant`);
	const copied = await first('image', 'copy', {
		...place(pool, 'small'),
		destinationPool: named(otherPool),
		destinationNamespace: named('tenant'),
		destinationImage: 'copy of a snapshot',
		options: { snapshot: 'written', objectSize: '8 MiB', features: ['layering'], metadata: tableOf({ name: 'from', value: 'small' }) },
	});
	expect(copied).toMatchObject({ pool: otherPool, namespace: 'tenant', objectSize: 8 * MiB, snapshots: [] });
	expect(copied).toMatchObject({ features: ['layering'], stripeUnit: 8 * MiB, stripeCount: 1 });
	expect(copied.metadata).toMatchObject({ from: 'small' });
	expect(await digestOf(`${otherPool}/tenant/copy of a snapshot`)).toBe(snapshot);
});
