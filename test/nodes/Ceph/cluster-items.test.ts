import { configOption, type RawOption, valueFor } from '../../../nodes/Ceph/actions/cluster/config-option.ts';
import { healthInWords } from '../../../nodes/Ceph/actions/cluster/health-in-words.ts';
import { isAtLeast, logEntry } from '../../../nodes/Ceph/actions/cluster/log-entries.ts';
import { overview } from '../../../nodes/Ceph/actions/cluster/overview.ts';
import { share } from '../../../nodes/Ceph/actions/cluster/share.ts';
import { finishedTask, runningTask } from '../../../nodes/Ceph/actions/cluster/task-item.ts';
import { byDeviceClass } from '../../../nodes/Ceph/actions/cluster/usage.ts';

describe('the health of a cluster', () => {
	it('is said in words', () => {
		const checks = [
			{ type: 'OSD_DOWN', severity: 'HEALTH_WARN' as const, summary: { message: '1 osds down' }, detail: [{ message: 'osd.0 is down' }] },
			{ type: 'PG_AVAILABILITY', severity: 'HEALTH_ERR' as const, summary: { message: 'no data' }, muted: true },
		];
		expect(healthInWords({ status: 'HEALTH_ERR', checks })).toEqual({
			status: 'error',
			healthy: false,
			summary: '1 osds down; no data',
			checks: [
				{ code: 'OSD_DOWN', severity: 'warning', message: '1 osds down', details: ['osd.0 is down'], muted: false },
				{ code: 'PG_AVAILABILITY', severity: 'error', message: 'no data', details: [], muted: true },
			],
		});
		expect(healthInWords({ status: 'HEALTH_OK', checks: [] })).toEqual({ status: 'healthy', healthy: true, summary: 'All checks pass', checks: [] });
	});
});

describe('the overview of a cluster', () => {
	const health = { status: 'HEALTH_OK' as const, checks: [] };

	it('counts what there is', () => {
		const answer = {
			health,
			mon_status: { monmap: { mons: [{}, {}, {}] }, quorum: [0, 2] },
			mgr_map: { active_name: 'a', standbys: [{ name: 'b' }] },
			osd_map: { osds: [{ in: 1, up: 1 }, { in: 1, up: 0 }, { in: 0, up: 0 }] },
			pools: [{}, {}],
			pg_info: { statuses: { 'active+clean': 30, peering: 2 }, object_stats: { num_objects: 5, num_object_copies: 15, num_objects_degraded: 1, num_objects_misplaced: 2, num_objects_unfound: 0 } },
			df: { stats: { total_bytes: 300, total_avail_bytes: 200, total_used_raw_bytes: 100 } },
			client_perf: { read_bytes_sec: 1, write_bytes_sec: 2, read_op_per_sec: 3, write_op_per_sec: 4, recovering_bytes_per_sec: 5 },
			hosts: 3,
		};
		expect(overview(answer)).toEqual({
			health: 'healthy',
			healthy: true,
			summary: 'All checks pass',
			monitors: { total: 3, inQuorum: 2 },
			managers: { active: 'a', standbys: ['b'] },
			osds: { total: 3, up: 1, in: 2 },
			hosts: 3,
			pools: 2,
			placementGroups: { total: 32, states: { 'active+clean': 30, peering: 2 } },
			objects: { total: 5, copies: 15, degraded: 1, misplaced: 2, unfound: 0 },
			capacity: { totalBytes: 300, usedBytes: 100, availableBytes: 200, usedPercent: 33.33 },
			io: { readBytesPerSecond: 1, writeBytesPerSecond: 2, readsPerSecond: 3, writesPerSecond: 4, recoveryBytesPerSecond: 5 },
		});
	});

	it('leaves out what the user may not see', () => {
		expect(JSON.parse(JSON.stringify(overview({ health })))).toEqual({ health: 'healthy', healthy: true, summary: 'All checks pass' });
	});
});

describe('the space of a cluster', () => {
	it('is summed up by class of device', () => {
		const osd = (device_class: string | undefined, kb: number, kb_used: number) => ({ tree: { device_class }, osd_stats: { kb, kb_used, kb_avail: kb - kb_used } });
		expect(byDeviceClass([osd('ssd', 100, 50), osd('hdd', 300, 30), osd('ssd', 100, 25), osd(undefined, 1, 0), { tree: { device_class: 'ssd' } }])).toEqual([
			{ deviceClass: null, osds: 1, totalBytes: 1024, usedBytes: 0, availableBytes: 1024, usedPercent: 0 },
			{ deviceClass: 'hdd', osds: 1, totalBytes: 307_200, usedBytes: 30_720, availableBytes: 276_480, usedPercent: 10 },
			{ deviceClass: 'ssd', osds: 3, totalBytes: 204_800, usedBytes: 76_800, availableBytes: 128_000, usedPercent: 37.5 },
		]);
	});

	it('is no part of nothing', () => {
		expect([share(1, 3), share(2, 3), share(0, 0), share(5, 5)]).toEqual([33.33, 66.67, 0, 100]);
	});
});

describe('an entry of a log', () => {
	const entry = { stamp: '2026-11-24T11:30:00.123456+0100', name: 'osd.0', channel: 'cluster', priority: '[WRN]', message: 'slow' };

	it.each([
		['2026-11-24T11:30:00.123456+0100', '2026-11-24T10:30:00.123Z'],
		['2026-11-24T10:30:00.123456+00:00', '2026-11-24T10:30:00.123Z'],
		['2026-11-24T10:30:00Z', '2026-11-24T10:30:00.000Z'],
	])('of %s has a standard time', (stamp, time) => {
		expect(logEntry({ ...entry, stamp })).toEqual({ time, log: 'cluster', level: 'warning', source: 'osd.0', message: 'slow' });
	});

	it('has a level, by which it can be left out', () => {
		const level = (priority: string) => logEntry({ ...entry, priority }).level;
		const levels = ['[DBG]', '[INF]', '[SEC]', '[WRN]', '[ERR]', '[NEW]'].map(level);
		expect(levels).toEqual(['debug', 'info', 'security', 'warning', 'error', '[NEW]']);
		expect(levels.filter((one) => isAtLeast(one, 'security'))).toEqual(['security', 'warning', 'error', '[NEW]']);
		expect(levels.filter((one) => isAtLeast(one, 'debug'))).toEqual(levels);
	});
});

describe('a task in the list', () => {
	const task = { name: 'pool/create', metadata: { pool_name: 'a' }, begin_time: '2026-11-24T10:00:00.5+00:00', progress: 40 };
	const ended = { ...task, end_time: '2026-11-24T10:00:02.5Z', duration: 2, progress: 100, success: true, ret_value: 7, exception: null };

	it('is being executed, has finished or has failed', () => {
		const common = { name: 'pool/create', metadata: { pool_name: 'a' }, beganAt: '2026-11-24T10:00:00.500Z' };
		expect(runningTask(task)).toEqual({ ...common, state: 'executing', progress: 40, endedAt: null, seconds: null, result: null, error: null });
		const end = { ...common, progress: 100, endedAt: '2026-11-24T10:00:02.500Z', seconds: 2 };
		expect(finishedTask(ended)).toEqual({ ...end, state: 'finished', result: 7, error: null });
		expect(finishedTask({ ...ended, success: false, ret_value: null, exception: { detail: 'no' } })).toEqual({ ...end, state: 'failed', result: null, error: 'no' });
	});
});

describe('a configuration option', () => {
	const raw: RawOption = {
		name: 'osd_max_backfills',
		type: 'uint',
		level: 'advanced',
		desc: 'Most backfills',
		long_desc: '',
		default: 1,
		daemon_default: '',
		tags: [],
		services: ['osd'],
		see_also: [],
		enum_values: [],
		min: '',
		max: '',
		can_update_at_runtime: true,
	};

	it('says what it is set to for whom', () => {
		const value = [{ section: 'osd', value: '2' }, { section: 'osd.0', value: '3' }];
		expect(configOption({ ...raw, value })).toMatchObject({ name: 'osd_max_backfills', values: value, default: 1, changeableAtRuntime: true, description: 'Most backfills' });
		expect(configOption(raw).values).toEqual([]);
		expect([valueFor({ ...raw, value }, 'osd.0'), valueFor({ ...raw, value }, 'mon'), valueFor(raw, 'osd')]).toEqual(['3', null, null]);
	});
});
