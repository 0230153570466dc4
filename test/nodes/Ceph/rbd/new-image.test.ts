import { derivedImageRequest, newImageRequest } from '../../../../nodes/Ceph/rbd/new-image.ts';
import { qosSettings } from '../../../../nodes/Ceph/rbd/qos.ts';

describe('the request for a new image', () => {
	it('has what was given and nothing else', () => {
		expect(newImageRequest({})).toEqual({});
		expect(newImageRequest({ features: [], metadata: [], qos: [], dataPool: '', objectSize: '', stripeUnit: '', stripeCount: 1 })).toEqual({});
		expect(
			newImageRequest({
				dataPool: 'data',
				features: ['layering'],
				metadata: [{ name: 'owner', value: 'a' }],
				objectSize: '8 MiB',
				qos: [{ limit: 'rbd_qos_iops_limit', value: '500' }],
				stripeUnit: '64 KiB',
				stripeCount: 4,
			}),
		).toEqual({
			data_pool: 'data',
			features: ['layering'],
			metadata: { owner: 'a' },
			configuration: { rbd_qos_iops_limit: '500' },
			obj_size: 8_388_608,
			stripe_unit: 65_536,
			stripe_count: 4,
		});
	});

	it.each([
		[{ objectSize: '3 MiB' }, 'Object Size: got "3 MiB"'],
		[{ objectSize: '2 KiB' }, 'Object Size'],
		[{ objectSize: '64 MiB' }, 'Object Size'],
		[{ stripeUnit: '64 KiB' }, 'Stripe Count: a value is required'],
		[{ stripeCount: 2 }, 'Stripe Unit: a value is required'],
		[{ stripeUnit: '0', stripeCount: 2 }, 'Stripe Unit'],
		[{ objectSize: '4 MiB', stripeUnit: '3 MiB', stripeCount: 2 }, 'does not divide the object size'],
	])('refuses %j', (options, problem) => {
		expect(() => newImageRequest(options)).toThrow(problem);
	});
});

describe('the request for an image made from another', () => {
	it('has no stripes in objects of another size, unless they are given', () => {
		expect(derivedImageRequest({})).toEqual({});
		expect(derivedImageRequest({ objectSize: '1 MiB' })).toEqual({ obj_size: 1_048_576, stripe_unit: 1_048_576, stripe_count: 1 });
		expect(derivedImageRequest({ objectSize: '1 MiB', stripeUnit: '4 KiB', stripeCount: 2 })).toMatchObject({ stripe_unit: 4096, stripe_count: 2 });
	});
});

describe('QoS limits', () => {
	it('are sizes or numbers, and taken back when empty', () => {
		expect(
			qosSettings([
				{ limit: 'rbd_qos_bps_limit', value: '20 MiB' },
				{ limit: 'rbd_qos_read_iops_burst', value: ' 0 ' },
				{ limit: 'rbd_qos_write_iops_limit', value: '' },
			]),
		).toEqual({ rbd_qos_bps_limit: '20971520', rbd_qos_read_iops_burst: '0', rbd_qos_write_iops_limit: null });
		expect(qosSettings([])).toBeUndefined();
	});

	it.each(['many', '-1', '1.5', '20 MiB'])('are no operations: %s', (value) => {
		expect(() => qosSettings([{ limit: 'rbd_qos_iops_limit', value }])).toThrow('QoS Limits');
	});
});
