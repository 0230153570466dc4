import type { DashboardImage } from '../../../../nodes/Ceph/rbd/dashboard-answers.ts';
import { actualSettings, changeRequest, declaredSettings } from '../../../../nodes/Ceph/rbd/declared-image.ts';
import { describeImage } from '../../../../nodes/Ceph/rbd/describe.ts';
import { newImageRequest } from '../../../../nodes/Ceph/rbd/new-image.ts';

const image: DashboardImage = {
	name: 'db',
	pool_name: 'volumes',
	namespace: null,
	id: '10b4',
	unique_id: 'volumes/10b4',
	size: 1_048_576,
	obj_size: 4_194_304,
	num_objs: 1,
	features_name: ['exclusive-lock', 'fast-diff', 'layering', 'object-map'],
	stripe_unit: 4_194_304,
	stripe_count: 1,
	data_pool: null,
	parent: { pool_name: 'golden', pool_namespace: 'os', image_name: 'debian', snap_name: '13' },
	timestamp: '2026-11-24T10:00:00+00:00',
	snapshots: [
		{ id: 4, name: 's', size: 1_048_576, namespace: 0, timestamp: '2026-11-24T10:00:01', is_protected: true, disk_usage: 0, children: [{ pool_name: 'volumes', image_name: 'child' }] },
		{ id: 5, name: '.mirror', size: 1_048_576, namespace: 3, timestamp: '2026-11-24T10:00:01Z', is_protected: null, children: [] },
	],
	disk_usage: 0,
	total_disk_usage: 4_194_304,
	configuration: [
		{ name: 'rbd_qos_iops_limit', value: '500', source: 2 },
		{ name: 'rbd_qos_bps_limit', value: '1', source: 1 },
		{ name: 'rbd_cache', value: 'true', source: 0 },
	],
	metadata: { owner: 'a' },
	mirror_mode: 'Disabled',
};

describe('an image', () => {
	it('is told in plain words', () => {
		expect(describeImage(image)).toEqual({
			pool: 'volumes',
			namespace: '',
			image: 'db',
			id: '10b4',
			size: 1_048_576,
			objectSize: 4_194_304,
			objects: 1,
			features: image.features_name,
			stripeUnit: 4_194_304,
			stripeCount: 1,
			dataPool: null,
			parent: { pool: 'golden', namespace: 'os', image: 'debian', snapshot: '13' },
			snapshots: [
				{ snapshot: 's', id: 4, size: 1_048_576, usedSize: 0, protected: true, kind: 'user', children: [{ pool: 'volumes', image: 'child' }], createdAt: '2026-11-24T10:00:01.000Z' },
				{ snapshot: '.mirror', id: 5, size: 1_048_576, usedSize: null, protected: false, kind: 'mirror', children: [], createdAt: '2026-11-24T10:00:01.000Z' },
			],
			usedSize: 0,
			usedSizeWithSnapshots: 4_194_304,
			metadata: { owner: 'a' },
			configuration: { rbd_qos_iops_limit: '500' },
			mirrorMode: null,
			createdAt: '2026-11-24T10:00:00.000Z',
		});
	});

	it('whose deletion was interrupted is told by its name', () => {
		expect(describeImage({ name: 'db', pool_name: 'volumes', namespace: 'a', id: '10b4', unique_id: 'volumes/a/10b4', source: 'REMOVING' })).toEqual({
			pool: 'volumes',
			namespace: 'a',
			image: 'db',
			id: '10b4',
			removing: true,
		});
	});
});

describe('a declared image', () => {
	const declare = (size: number, options: Parameters<typeof newImageRequest>[0]) => declaredSettings('volumes', size, newImageRequest(options));

	it('is compared setting by setting', () => {
		const declared = declare(2_097_152, {
			dataPool: 'volumes',
			features: ['layering'],
			metadata: [
				{ name: 'owner', value: 'b' },
				{ name: 'tier', value: '1' },
			],
			qos: [
				{ limit: 'rbd_qos_iops_limit', value: '500' },
				{ limit: 'rbd_qos_bps_limit', value: '' },
			],
		});
		expect(declared).toMatchObject({ size: 2_097_152, dataPool: null, features: ['layering'], objectSize: undefined });
		const actual = actualSettings(image, declared);
		expect(actual).toMatchObject({
			size: 1_048_576,
			features: ['exclusive-lock', 'fast-diff', 'layering', 'object-map'],
			'metadata.owner': 'a',
			'metadata.tier': null,
			'configuration.rbd_qos_iops_limit': '500',
			'configuration.rbd_qos_bps_limit': null,
		});
		expect(changeRequest(['size', 'features', 'metadata.owner', 'metadata.tier'], declared, image)).toEqual({
			size: 2_097_152,
			features: ['layering'],
			metadata: { owner: 'b', tier: '1' },
		});
	});

	it('cannot be given features that only a new one can have', () => {
		const declared = declare(1, { features: ['deep-flatten', 'layering'] });
		expect(() => changeRequest(['features'], declared, image)).toThrow('Features: deep-flatten can only be chosen when an image is made');
		expect(() => changeRequest(['features'], declare(1, { features: ['exclusive-lock'] }), image)).toThrow('Features: layering stays');
	});
});
