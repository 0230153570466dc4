import fc from 'fast-check';

import { parseMoment } from '../../../nodes/shared/moment.ts';

const read = (text: string, zone?: string) => parseMoment(text, 'Retain Until', zone).toISOString();

describe('a moment', () => {
	it.each([
		// What n8n's date picker gives, and what people type.
		['2026-12-01T10:00:00', '2026-12-01T01:00:00.000Z'],
		['2026-12-01 10:00', '2026-12-01T01:00:00.000Z'],
		['2026-12-01', '2026-11-30T15:00:00.000Z'],
		['2026-12-31T24:00:00', '2026-12-31T15:00:00.000Z'],
		// With an offset the zone does not matter.
		['2026-12-01T10:00:00Z', '2026-12-01T10:00:00.000Z'],
		['2026-12-01t10:00:00.5z', '2026-12-01T10:00:00.500Z'],
		['2026-12-01T10:00:00+02:00', '2026-12-01T08:00:00.000Z'],
		['2026-12-01 10:00:00 +0200', '2026-12-01T08:00:00.000Z'],
		['\n2026-12-01T10:00:00-05\t', '2026-12-01T15:00:00.000Z'],
		['Tue, 01 Dec 2026 10:00:00 GMT', '2026-12-01T10:00:00.000Z'],
	])('%s in Tokyo is %s', (text, moment) => {
		expect(read(text, 'Asia/Tokyo')).toBe(moment);
	});

	it('follows the clock of its zone through summer and winter', () => {
		expect(read('2026-07-01T10:00:00', 'Europe/Berlin')).toBe('2026-07-01T08:00:00.000Z');
		expect(read('2026-12-01T10:00:00', 'Europe/Berlin')).toBe('2026-12-01T09:00:00.000Z');
		// Skipped in the night of 29 March.
		expect(read('2026-03-29T02:30:00', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
	});

	it.each(['', 'tomorrow', '4', '1764547200', '2026', '10:00', '01/02/2026', 'May 1', '2026-02-30', '2026-02-30T10:00:00Z', '2026-13-01', '2026-00-10', '2026-12-01T25:00:00', '2026-12-01T10:00:00 CET', 'Tue, 31 Feb 2026 10:00:00 GMT'])(
		'is not %p',
		(text) => {
			expect(() => read(text, 'Asia/Tokyo')).toThrow(`Retain Until: got "${text}"`);
		},
	);

	it('is never guessed where no zone is known', () => {
		expect(() => read('2026-12-01T10:00:00')).toThrow('Retain Until: "2026-12-01T10:00:00" does not say in which time zone');
		expect(read('2026-12-01T10:00:00+09:00')).toBe('2026-12-01T01:00:00.000Z');
	});

	it('comes through in any zone and spelling', () => {
		const zone = fc.constantFrom('UTC', 'Asia/Tokyo', 'America/St_Johns', 'Pacific/Chatham', 'Asia/Kathmandu');
		const moment = fc.date({ min: new Date('1971-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
		fc.assert(
			fc.property(moment, zone, fc.integer({ min: -14 * 60, max: 14 * 60 }), (date, anyZone, minutes) => {
				expect(read(date.toISOString(), anyZone)).toBe(date.toISOString());
				const offset = `${minutes < 0 ? '-' : '+'}${new Date(Math.abs(minutes) * 60_000).toISOString().slice(11, 16)}`;
				const local = new Date(date.getTime() + minutes * 60_000).toISOString().slice(0, -1);
				expect(read(`${local}${offset}`, anyZone)).toBe(date.toISOString());
			}),
		);
	});
});
