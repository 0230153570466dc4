import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';

import { first, named, run } from './support/ceph.ts';
import { ceph } from './support/ceph-command.ts';
import { pick } from './support/panel.ts';

interface MapEntry {
	osd: number;
	up: number;
	in: number;
	weight: number;
}

/** An OSD that has never run and has no place in the cluster: what is done to it moves nobody's data. */
let bare: number;
const begin = Date.now();
const json = async (...call: Parameters<typeof run>) => (await run(...call)).map((item) => item.json);
const known = async (id: number) => (await ceph<{ osds: MapEntry[] }>('osd', 'dump')).osds.find(({ osd }) => osd === id)!;

/** Waits until the monitor's log, which lags, tells of a command that it was given since the tests began. */
async function wasTold(command: object): Promise<void> {
	for (let tries = 0; ; tries++) {
		const log = await ceph<{ stamp: string; message: string }[]>('log', 'last', '500', 'debug', 'audit');
		const commands = log
			.filter(({ stamp }) => Date.parse(stamp) > begin)
			.flatMap(({ message }) => JSON.parse(/cmd=(.*?) ?: dispatch/.exec(message)?.[1] ?? '[]') as object | object[]);
		if (commands.some((given) => isDeepStrictEqual({ ...given, ...command }, given))) return;
		if (tries === 20) expect(commands).toContainEqual(expect.objectContaining(command));
		await new Promise((resolve) => setTimeout(resolve, 500));
	}
}

beforeAll(async () => {
	({ osdid: bare } = await ceph<{ osdid: number }>('osd', 'new', randomUUID()));
});
afterAll(async () => {
	await ceph('osd', 'purge', String(bare), '--yes-i-really-mean-it');
});

describe('OSDs', () => {
	it('are listed with what they hold', async () => {
		const all = await json('osd', 'getAll', { returnAll: true });
		const { nodes } = await ceph<{ nodes: { id: number; kb: number; crush_weight: number; device_class: string; reweight: number }[] }>('osd', 'df');
		const judge = nodes.find(({ id }) => id === 0)!;
		expect(all).toContainEqual({
			id: 0,
			name: 'osd.0',
			up: true,
			in: true,
			state: ['exists', 'up'],
			host: 'ceph',
			deviceClass: judge.device_class,
			weight: expect.closeTo(judge.crush_weight, 4) as number,
			reweight: 1,
			primaryAffinity: 1,
			placementGroups: expect.any(Number) as number,
			totalBytes: judge.kb * 1024,
			usedBytes: expect.any(Number) as number,
			availableBytes: expect.any(Number) as number,
			operationalStatus: 'unmanaged',
		});
		expect(all).toContainEqual(expect.objectContaining({ id: bare, up: false, host: null, deviceClass: null, totalBytes: 0 }));
		const [{ usedBytes, availableBytes, totalBytes, placementGroups } = {}] = all.filter(({ id }) => id === 0);
		expect(placementGroups).toBeGreaterThan(0);
		expect(Number(usedBytes) + Number(availableBytes)).toBe(totalBytes);
	});

	it('are told of one by one, with what runs', async () => {
		const metadata = await ceph<{ ceph_version_short: string; osd_objectstore: string }>('osd', 'metadata', '0');
		const zero = await first('osd', 'get', { osd: named('osd.0') });
		expect(zero).toMatchObject({
			id: 0,
			host: 'ceph',
			version: metadata.ceph_version_short,
			objectStore: 'bluestore',
			publicAddress: expect.stringMatching(/:\d+\//) as string,
			uuid: expect.stringMatching(/^[\da-f-]{36}$/) as string,
		});
		expect(await first('osd', 'get', { osd: named(String(bare)) })).toMatchObject({ id: bare, up: false });
	});

	it.each(['get', 'markIn', 'markOut', 'markDown', 'markLost', 'reweight'])('that are not there are an error to %s', async (operation) => {
		const call = run('osd', operation, { osd: named('4711'), weight: 1 });
		await expect(call).rejects.toMatchObject({ message: 'There is no OSD "4711"', httpCode: '404' });
	});

	it('have numbers', async () => {
		await expect(run('osd', 'get', { osd: named('first') })).rejects.toMatchObject({ message: 'OSD: got "first"' });
	});

	it('can be picked by host and state', async () => {
		expect(await pick('searchOsds', 'ceph, up')).toEqual(['0']);
		expect(await pick('searchOsds')).toEqual(expect.arrayContaining(['0', String(bare)]));
	});
});

describe('an OSD', () => {
	const parameters = () => ({ osd: named(String(bare)) });

	it('is marked in and out', async () => {
		expect(await first('osd', 'markIn', parameters())).toEqual({ id: bare, marked: 'in', up: false, in: true });
		expect(await known(bare)).toMatchObject({ in: 1 });
		expect(await first('osd', 'markOut', parameters())).toEqual({ id: bare, marked: 'out', up: false, in: false });
		expect(await known(bare)).toMatchObject({ in: 0 });
	});

	it('is reweighted, until it is marked in anew', async () => {
		expect(await first('osd', 'reweight', { ...parameters(), weight: 0.99 })).toEqual({ id: bare, reweight: 0.99, in: true });
		expect((await known(bare)).weight).toBeCloseTo(0.99, 4);
		expect(await first('osd', 'reweight', { ...parameters(), weight: 0 })).toEqual({ id: bare, reweight: 0, in: false });
		await expect(run('osd', 'reweight', { ...parameters(), weight: 1.5 })).rejects.toMatchObject({ message: expect.stringMatching(/^Weight: 1.5 is out of range/) as string });
	});

	it('is marked down and lost', async () => {
		await ceph('osd', 'out', String(bare));
		expect(await first('osd', 'markDown', parameters())).toEqual({ id: bare, marked: 'down', up: false, in: false });
		expect(await first('osd', 'markLost', parameters())).toMatchObject({ id: bare, marked: 'lost', up: false });
		await wasTold({ prefix: 'osd lost', id: bare });
	});

	it('is scrubbed when it runs', async () => {
		const osd = named('0');
		expect(await first('osd', 'scrub', { osd })).toEqual({ id: 0, deep: false, requested: true });
		expect(await first('osd', 'scrub', { osd, options: { deep: true } })).toEqual({ id: 0, deep: true, requested: true });
		// The scrubs themselves take a second for each placement group.
		for (const prefix of ['osd scrub', 'osd deep-scrub']) await wasTold({ prefix, who: '0' });
		await expect(run('osd', 'scrub', parameters())).rejects.toMatchObject({ message: expect.stringContaining(`osd.${bare}`) as string });
	});

	it('is safe to destroy when nothing is on it', async () => {
		expect(await first('osd', 'safeToDestroy', { osds: ['0'] })).toMatchObject({ osds: [0], safe: false });
		// What other tests do to pools changes the answer from one moment to the next.
		for (let tries = 0; ; tries++) {
			const { safe_to_destroy, active, missing_stats, stored_pgs } = await ceph<Record<string, number[]>>('osd', 'safe-to-destroy', String(bare));
			const judge = { osds: [bare], safe: safe_to_destroy!.includes(bare), active, missingStats: missing_stats, storedPlacementGroups: stored_pgs, message: null };
			const answer = await first('osd', 'safeToDestroy', { osds: [String(bare)] });
			if (tries < 5 && !isDeepStrictEqual(answer, judge)) continue;
			expect(answer).toEqual(judge);
			break;
		}
		expect(await first('osd', 'safeToDestroy', { osds: ['0', `osd.${bare}`] })).toMatchObject({ osds: [0, bare], safe: false });
		await expect(run('osd', 'safeToDestroy', { osds: [] })).rejects.toMatchObject({ message: 'OSDs: a value is required' });
	});
});
