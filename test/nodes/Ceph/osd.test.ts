import { osdId } from '../../../nodes/Ceph/actions/osd/lookup.ts';
import { metadataOf, osdOf, rounded } from '../../../nodes/Ceph/actions/osd/shape.ts';

const entry = { osd: 3, up: 1, in: 1, weight: 0.9900054931640625, state: ['exists', 'up'] };

describe('the number of an OSD', () => {
	it('is read from the name of the daemon too', () => {
		expect(['7', 'osd.12', ' 0 '].map(osdId)).toEqual([7, 12, 0]);
		for (const text of ['', 'osd', 'osd.', 'mon.a', '-1', '1.5', '1/../2']) expect(() => osdId(text)).toThrow(/^OSD: got /);
	});
});

describe('what the Dashboard tells of an OSD', () => {
	it('is said in bytes and words', () => {
		const stats = { num_pgs: 40, kb: 1000, kb_used: 300, kb_avail: 700 };
		expect(osdOf({ ...entry, osd_stats: stats, tree: { device_class: 'ssd', crush_weight: 0.04 }, host: { name: 'node1' } })).toEqual({
			id: 3,
			name: 'osd.3',
			up: true,
			in: true,
			state: ['exists', 'up'],
			host: 'node1',
			deviceClass: 'ssd',
			weight: 0.04,
			reweight: 0.99,
			primaryAffinity: undefined,
			placementGroups: 40,
			totalBytes: 1_024_000,
			usedBytes: 307_200,
			availableBytes: 716_800,
			operationalStatus: undefined,
		});
	});

	it('is little before it has run', () => {
		expect(osdOf({ ...entry, up: 0, in: 0, weight: 0, state: ['exists', 'new'] })).toMatchObject({ up: false, in: false, host: null, deviceClass: null, totalBytes: 0 });
		expect(metadataOf(entry, null)).toMatchObject({ version: undefined, devices: undefined, rotational: undefined });
	});

	it('lists its devices', () => {
		expect(metadataOf(entry, { devices: 'sda,sdb', rotational: '0', ceph_version_short: '20.2.4' })).toMatchObject({
			version: '20.2.4',
			devices: ['sda', 'sdb'],
			rotational: false,
		});
	});

	it('has weights without the steps that Ceph keeps them in', () => {
		expect([1, 0, 0.5, 0.33332824707].map(rounded)).toEqual([1, 0, 0.5, 0.3333]);
	});
});
