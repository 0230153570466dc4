import { field } from '../../../shared/field.ts';
import { parseMoment } from '../../../shared/moment.ts';

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
	return parseMoment(text, name).toISOString().slice(0, 19).replace('T', ' ');
}
