import fc from 'fast-check';

import { isLarge, MAX_PARTS, planCopy, planParts, rangesOf } from '../../../nodes/Ceph/gateway/part-plan.ts';

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

	it('takes the size that the user wants, if S3 takes it', () => {
		expect(planParts(TIB, 128 * MIB)).toEqual({ partBytes: 128 * MIB, parallel: 1 });
		expect(planParts(undefined, 8 * MIB)).toEqual({ partBytes: 8 * MIB, parallel: 4 });
		expect(() => planParts(10, MIB)).toThrow('Part Size: 1048576 bytes are no size for the parts of this object');
		expect(() => planParts(10, 6 * 1024 * MIB)).toThrow('Part Size');
		expect(() => planParts(TIB, 64 * MIB)).toThrow('Part Size');
	});

	it('of a copy has ranges that cover the object, each byte once', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 5 * TIB }), (size) => {
				const ranges = rangesOf(size, planCopy(size).partBytes);
				expect(ranges.length).toBeLessThanOrEqual(MAX_PARTS);
				expect(ranges[0]!.first).toBe(0);
				expect(ranges.at(-1)).toMatchObject({ last: size - 1, number: ranges.length });
				expect(ranges.every(({ first, last }, at) => first <= last && (ranges[at + 1]?.first ?? size) === last + 1)).toBe(true);
			}),
		);
	});

	it('counts as large what is sent in parts what is not larger than a part', () => {
		expect([0, 5 * MIB, 5 * MIB + 1, undefined].map(isLarge)).toEqual([false, false, true, true]);
	});
});
