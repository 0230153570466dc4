import { tryToParseDateTime } from 'n8n-workflow';

import { InvalidField } from './errors.ts';

const ALLOWED = 'a date with its time, such as 2026-12-31T23:59:59, 2026-12-31T23:59:59+01:00 or 2026-12-31T23:59:59Z';

/** ISO 8601: a date, maybe a time (with a blank before it as in SQL), maybe an offset. */
const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?: ?(Z|[+-]\d{2}(?::?\d{2})?))?)?$/i;

/**
 * Reads a date with its time. One without an offset, as n8n's date picker gives it, is a time in the given zone; a date alone is
 * midnight there. Where clocks are put forward, a time that they skip counts as if they had not been (RFC 5545, 3.3.5).
 *
 * Values of fields of type `dateTime` are read this way before an operation gets them; values out of JSON an operation reads
 * itself, with the zone of the workflow.
 *
 * @param field name of the field for the error
 * @param zone IANA name, from `execution.getTimezone()`; without one, a time without an offset is refused
 * @throws InvalidField when it is no moment
 */
export function parseMoment(text: string, field: string, zone?: string): Date {
	const trimmed = text.trim();
	const [, year, month, day, offset] = ISO.exec(trimmed) ?? [];
	if (year === undefined) {
		// As headers of HTTP say it; JavaScript would also take "May 1" and the 31st of any month.
		const date = new Date(trimmed);
		if (!Number.isNaN(date.getTime()) && date.toUTCString() === trimmed) return date;
		throw noMoment(text, field);
	}
	// For a day that a month does not have, n8n's function falls back on JavaScript's reading: one of the next month.
	if (Number(day) > new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()) throw noMoment(text, field);
	if (offset === undefined && zone === undefined) throw new InvalidField(field, `"${trimmed}" does not say in which time zone`, 'an offset or Z at its end');
	try {
		const normal = trimmed.toUpperCase().replace(/^(.{10}) /, '$1T').replace(' ', '');
		return tryToParseDateTime(normal, zone).toJSDate();
	} catch {
		throw noMoment(text, field);
	}
}

function noMoment(text: string, field: string): InvalidField {
	return new InvalidField(field, `got "${text.slice(0, 80)}"`, ALLOWED);
}
