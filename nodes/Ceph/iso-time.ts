const WRITTEN = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(?:\.(\d{1,3})\d*)?(?:Z|([+-]\d{2}):?(\d{2}))?$/;

/**
 * Turns a time as Ceph's daemons and manager modules write it into ISO 8601, in UTC and whole milliseconds.
 *
 * They write `2026-11-24T10:44:38.123456+0000`, `2026-11-24 10:44:38.123456` and `2026-11-24T10:44:38Z`; without a zone
 * it is the manager's own, which runs in UTC.
 *
 * @returns `undefined` when it is no time, such as the empty text, or the day zero, of what has not happened yet
 */
export function isoTime(text: string | undefined): string | undefined {
	const [, date, time, fraction = '0', hours, minutes] = WRITTEN.exec(text ?? '') ?? [];
	if (date === undefined || time === undefined) return undefined;
	const zone = hours === undefined ? 'Z' : `${hours}:${minutes}`;
	const moment = new Date(`${date}T${time}.${fraction.padEnd(3, '0')}${zone}`);
	return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}
