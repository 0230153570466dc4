import fc from 'fast-check';

import { parseByteSize } from '../../../nodes/shared/byte-size.ts';
import { InvalidField } from '../../../nodes/shared/errors.ts';

const KIB = 1024;
const GIB = 1024 ** 3;

describe('a size', () => {
	it.each([
		['0', 0],
		['4096', 4096],
		[' 4096 ', 4096],
		['4096 B', 4096],
		['1k', KIB],
		['1 KiB', KIB],
		['1Ki', KIB],
		['1 kB', 1000],
		['512 MiB', 512 * KIB ** 2],
		['10G', 10 * GIB],
		['10 GiB', 10 * GIB],
		['10 gib', 10 * GIB],
		['10 GB', 10_000_000_000],
		['1.5T', 1.5 * KIB ** 4],
		['0.5 KiB', 512],
		['1.0005 KiB', 1025],
		['2 PiB', 2 * KIB ** 5],
		['0.001 EB', 1e15],
		['9007199254740991', Number.MAX_SAFE_INTEGER],
	])('%j is %s bytes', (text, bytes) => {
		expect(parseByteSize(text, 'Size')).toBe(bytes);
	});

	it.each(['', ' ', 'x', '-1', '+1', '1e3', '.5', '1.', '1,5 GiB', '1 000', '10 GiBs', '10 XB', '10 iB', 'GiB', '1 G i B', '0x10', 'Infinity', 'NaN', '١'])(
		'is not %j',
		(text) => {
			expect(() => parseByteSize(text, 'Quota')).toThrow(
				expect.objectContaining({ name: 'InvalidField', field: 'Quota', message: `Quota: got "${text}"`, allowed: expect.stringContaining('10 GiB') as string }) as Error,
			);
		},
	);

	it.each(['8 EiB', '9007199254740992', '99999999999999999999', '1000000 P'])('of %s is more than numbers hold exactly', (text) => {
		expect(() => parseByteSize(text, 'Size')).toThrow(`Size: "${text}" is too large`);
	});

	it('says what is wrong in one line of bounded length', () => {
		expect(() => parseByteSize('x'.repeat(1_000), 'Size')).toThrow(new InvalidField('Size', `got "${'x'.repeat(80)}"`));
	});

	it('reads the same whatever the case of its letters and the spaces around', () => {
		const units = fc.constantFrom('', 'b', 'k', 'kib', 'm', 'mib', 'mb', 'g', 'gib', 'gb', 't', 'tib', 'tb');
		fc.assert(
			fc.property(fc.nat(4_096), units, fc.constantFrom('', ' ', '\t', '  '), (number, unit, space) => {
				const bytes = parseByteSize(`${number}${unit}`, 'Size');
				expect(parseByteSize(`${space}${number}${space}${unit.toUpperCase()}${space}`, 'Size')).toBe(bytes);
			}),
		);
	});

	it('is bytes in whole numbers, or an error of the field', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{1,20}(\.\d{1,3})? ?[kMGtPE]?i?[Bb]?$/)), (text) => {
				let bytes: number;
				try {
					bytes = parseByteSize(text, 'Size');
				} catch (thrown) {
					expect(thrown).toBeInstanceOf(InvalidField);
					return;
				}
				expect(Number.isSafeInteger(bytes) && bytes >= 0).toBe(true);
			}),
		);
	});

	it('of whole bytes is read exactly', () => {
		fc.assert(
			fc.property(fc.maxSafeNat(), (bytes) => {
				expect(parseByteSize(String(bytes), 'Size')).toBe(bytes);
			}),
		);
	});
});
