import { InvalidField } from '../../../shared/errors.ts';
import { field } from '../../../shared/field.ts';

export const start = field({
	displayName: 'Start',
	type: 'dateTime',
	default: '',
	description: 'Only what was logged from this time on; the log has one entry for each hour',
});

export const end = field({
	displayName: 'End',
	type: 'dateTime',
	default: '',
	description: 'Only what was logged before this time',
});

/**
 * Turns a time into what the gateway reads, which is UTC to the second.
 *
 * @throws InvalidField
 */
export function toGatewayTime(text: string | undefined, name: string): string | undefined {
	if (text === undefined || text === '') return undefined;
	const time = new Date(text);
	if (Number.isNaN(time.getTime())) throw new InvalidField(name, `got "${text.slice(0, 80)}"`, 'a time such as 2026-11-24T10:00:00Z');
	return time.toISOString().slice(0, 19).replace('T', ' ');
}
