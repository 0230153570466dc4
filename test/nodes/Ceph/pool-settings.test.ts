import { readMaking, readSettings } from '../../../nodes/Ceph/actions/pool/fields.ts';
import { checkType } from '../../../nodes/Ceph/actions/pool/make.ts';
import { poolItem, settingsOf, toBody } from '../../../nodes/Ceph/actions/pool/pool-item.ts';
import { isActive, type RawPool } from '../../../nodes/Ceph/dashboard/pools.ts';

const raw: RawPool = {
	pool: 7,
	pool_name: 'tenant-a',
	type: 'replicated',
	size: 3,
	min_size: 2,
	pg_num: 8,
	pg_num_target: 8,
	pg_placement_num: 8,
	pg_placement_num_target: 8,
	pg_autoscale_mode: 'off',
	crush_rule: 'replicated_rule',
	erasure_code_profile: '',
	application_metadata: ['rgw', 'own'],
	quota_max_bytes: 1_073_741_824,
	quota_max_objects: 0,
	flags_names: 'hashpspool,selfmanaged_snaps',
	options: { compression_mode: 'force', compression_required_ratio: 0.5, compression_min_blob_size: 4096 },
	pg_status: { 'active+clean': 8 },
	stats: { stored: { latest: 10 }, bytes_used: { latest: 30 }, max_avail: { latest: 100 }, objects: { latest: 1 } },
};

describe('a pool', () => {
	it('is given with settings, placement groups and usage', () => {
		expect(poolItem(raw)).toEqual({
			pool: 'tenant-a',
			id: 7,
			type: 'replicated',
			erasureCodeProfile: '',
			crushRule: 'replicated_rule',
			applications: ['own', 'rgw'],
			size: 3,
			minSize: 2,
			pgNum: 8,
			pgAutoscaleMode: 'off',
			quotaBytes: 1_073_741_824,
			quotaObjects: 0,
			compressionMode: 'force',
			compressionAlgorithm: 'unset',
			compressionRatio: 0.5,
			compressionMinBlob: 4096,
			compressionMaxBlob: 0,
			ecOverwrites: false,
			placementGroups: { total: 8, states: { 'active+clean': 8 } },
			usage: { objects: 1, storedBytes: 10, usedBytes: 30, availableBytes: 100 },
			flags: ['hashpspool', 'selfmanaged_snaps'],
		});
	});

	it('says what it cannot know by leaving it out', () => {
		const { pg_status, stats, ...bare } = raw;
		expect([pg_status, stats]).not.toContain(undefined);
		expect(JSON.parse(JSON.stringify(poolItem({ ...bare, flags_names: '' })))).toMatchObject({ flags: [] });
		expect(JSON.stringify(poolItem(bare))).not.toMatch(/usage|placementGroups/);
	});

	it.each<[string, Partial<RawPool>, boolean]>([
		['all clean', {}, true],
		['some degraded', { pg_status: { 'active+clean': 7, 'active+undersized+degraded': 1 } }, true],
		['some peering', { pg_status: { 'active+clean': 7, peering: 1 } }, false],
		['some inactive', { pg_status: { 'active+clean': 7, 'undersized+peered': 1 } }, false],
		['some unknown', { pg_status: { unknown: 8 } }, false],
		['some in the making', { pg_status: { 'creating+activating': 1, 'active+clean': 7 } }, false],
		['some not yet counted', { pg_status: { 'active+clean': 7 } }, false],
		['none counted', { pg_status: undefined }, false],
		['more to come', { pg_num_target: 16 }, false],
		['more to be placed', { pg_placement_num: 4 }, false],
	])('is active or not: %s', (_what, more, active) => {
		expect(isActive({ ...raw, ...more })).toBe(active);
	});
});

describe('the settings of a pool', () => {
	it('are read from what people write', () => {
		expect(readSettings({ quotaBytes: '10 GiB', compressionMinBlob: '128k', compressionMaxBlob: '', size: 2 })).toEqual({
			size: 2,
			quotaBytes: 10 * 1024 ** 3,
			compressionMinBlob: 131_072,
			compressionMaxBlob: undefined,
		});
		expect(() => readSettings({ quotaBytes: 'much' })).toThrow('Quota Bytes: got "much"');
		expect(() => readSettings({ pgNum: 1.5 })).toThrow('PG Count: got 1.5');
	});

	it('have a profile only when they are of an erasure-coded pool, and applications without doubles', () => {
		const given = { crushRule: '', applications: [' rbd', 'own', '', 'rbd'] };
		expect(readMaking({ ...given, type: 'replicated', erasureCodeProfile: 'left over' })).toEqual({ type: 'replicated', applications: ['own', 'rbd'] });
		expect(readMaking({ ...given, type: 'erasure', erasureCodeProfile: 'k4m2', crushRule: 'r', applications: [] })).toEqual({
			type: 'erasure',
			erasureCodeProfile: 'k4m2',
			crushRule: 'r',
		});
	});

	it('go to the Dashboard in its words, sizes before what depends on them', () => {
		const body = toBody({ ...settingsOf(raw), ecOverwrites: true });
		expect(body).toEqual({
			flags: ['ec_overwrites'],
			application_metadata: ['own', 'rgw'],
			quota_max_bytes: 1_073_741_824,
			quota_max_objects: 0,
			crush_rule: 'replicated_rule',
			size: 3,
			min_size: 2,
			pg_autoscale_mode: 'off',
			pg_num: 8,
			compression_algorithm: 'unset',
			compression_mode: 'force',
			compression_required_ratio: 0.5,
			compression_min_blob_size: 4096,
			compression_max_blob_size: 0,
		});
		expect(Object.keys(body).find((key) => key.endsWith('size'))).toBe('size');
		expect(toBody({ ecOverwrites: false, size: undefined })).toEqual({});
	});

	it('that only the other type of pool has are refused', () => {
		expect(() => checkType({ type: 'erasure', size: 3 })).toThrow('Size: an erasure-coded pool has as many pieces as its profile says');
		expect(() => checkType({ type: 'replicated', ecOverwrites: true })).toThrow('EC Overwrites: a replicated pool has no such setting');
		checkType({ type: 'erasure', ecOverwrites: true, minSize: 2 });
		checkType({ type: 'replicated', ecOverwrites: false, size: 3 });
	});
});
