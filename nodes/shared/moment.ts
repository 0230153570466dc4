import { InvalidField } from './errors.ts';

/**
 * Reads a date with its time, as n8n's date fields and expressions give it.
 *
 * @param field name of the field for the error
 * @throws InvalidField when it is no moment
 */
export function parseMoment(text: string, field: string): Date {
	const moment = new Date(text);
	if (Number.isNaN(moment.getTime())) throw new InvalidField(field, `got "${text.slice(0, 80)}"`, 'a date with its time, such as 2026-12-31T23:59:59Z');
	return moment;
}
