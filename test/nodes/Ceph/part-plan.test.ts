import fc from 'fast-check';

import { isLarge, MAX_PARTS, planParts } from '../../../nodes/Ceph/gateway/part-plan.ts';

const MIB = 2 ** 20;
const TIB = 2 ** 40;

describe('the plan of an upload', () => {
	it('fits any object that S3 takes into its number of parts, within S3’s limits for a part', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 5 * TIB }), (size) => {
				const { partBytes, parallel } = planParts(size);
				expect(partBytes * MAX_PARTS).toBeGreaterThanOrEqual(size);
				expect(partBytes).toBeGreaterThanOrEqual(5 * MIB);
				expect(partBytes).toBeLessThanOrEqual(5 * 1024 * MIB);
				expect(parallel).toBeGreaterThanOrEqual(1);
				if (parallel > 1) expect(partBytes * parallel).toBeLessThanOrEqual(64 * MIB);
			}),
		);
	});

	it.each([
		[0, 5 * MIB, 4],
		[5 * MIB * MAX_PARTS, 5 * MIB, 4],
		[5 * MIB * MAX_PARTS + 1, 6 * MIB, 4],
		[5 * TIB, 525 * MIB, 1],
		[undefined, 64 * MIB, 1],
	])('for %s bytes has parts of %s bytes, %s at once', (size, partBytes, parallel) => {
		expect(planParts(size)).toEqual({ partBytes, parallel });
	});

	it('sends in one request what is not larger than a part', () => {
		expect([0, 5 * MIB, 5 * MIB + 1, undefined].map(isLarge)).toEqual([false, false, true, true]);
	});
});
