import { changedQuota, fromQuota, limitsOf, parseLimit, quotaOf, toQuota } from '../../../nodes/Ceph/gateway/quota.ts';

const KEPT = { enabled: false, maxBytes: 1024, maxObjects: null };

describe('a quota of the gateway', () => {
	it.each([
		[{ enabled: true, max_size: -1, max_objects: 10 }, { enabled: true, maxBytes: null, maxObjects: 10 }],
		[{ enabled: false, max_size: 4096, max_objects: -1 }, { enabled: false, maxBytes: 4096, maxObjects: null }],
	])('%j is %j, and back', (gateway, ours) => {
		expect(toQuota(gateway)).toEqual(ours);
		expect(fromQuota(ours)).toEqual({ enabled: gateway.enabled, 'max-size': gateway.max_size, 'max-objects': gateway.max_objects });
	});

	it('changes only in what is given, and holds then unless told otherwise', () => {
		expect(changedQuota(KEPT, { maxObjects: 5 })).toEqual({ enabled: true, maxBytes: 1024, maxObjects: 5 });
		expect(changedQuota(KEPT, { maxSize: '2 KiB', enabled: false })).toEqual({ enabled: false, maxBytes: 2048, maxObjects: null });
		expect(changedQuota({ ...KEPT, maxObjects: 3 }, { maxSize: '0', maxObjects: 0 })).toEqual({ enabled: true, maxBytes: null, maxObjects: null });
		expect(() => changedQuota(KEPT, { maxSize: 'much' })).toThrow('Max Size: got "much"');
	});

	it('that is not enabled limits nothing', () => {
		expect(limitsOf(KEPT)).toEqual({ maxBytes: null, maxObjects: null });
		expect(quotaOf({ maxBytes: null, maxObjects: null }).enabled).toBe(false);
		expect(quotaOf({ maxBytes: null, maxObjects: 1 }).enabled).toBe(true);
	});

	it.each([
		['', null],
		['0', null],
		['1 GiB', 2 ** 30],
	])('with "%s" as limit has %s bytes', (text, bytes) => {
		expect(parseLimit(text, 'Max Size')).toBe(bytes);
	});
});
