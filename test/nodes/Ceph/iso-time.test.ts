import { isoTime } from '../../../nodes/Ceph/dashboard/iso-time.ts';

describe('a time of Ceph', () => {
	it.each([
		['2026-11-24T10:44:38.123456+0000', '2026-11-24T10:44:38.123Z'],
		['2026-11-24T10:44:38.1+0530', '2026-11-24T05:14:38.100Z'],
		['2026-11-24T10:44:38-01:00', '2026-11-24T11:44:38.000Z'],
		['2026-11-24 10:44:38.123456', '2026-11-24T10:44:38.123Z'],
		['2026-11-24 10:44:38', '2026-11-24T10:44:38.000Z'],
		['2026-11-24T10:44:38.007Z', '2026-11-24T10:44:38.007Z'],
	])('written %s is %s', (text, iso) => {
		expect(isoTime(text)).toBe(iso);
	});

	it.each(['', '0.000000', 'never', undefined])('is none when it is written %p', (text) => {
		expect(isoTime(text)).toBeUndefined();
	});
});
