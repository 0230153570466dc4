import { eventTypeFilter, type Filter, streamNameFilter } from '@eventstore/db-client';

import { InvalidField } from '../shared/errors.ts';
import { field } from '../shared/field.ts';
import type { EventFilter } from './filtered-read.ts';

/** Which events of the whole database are wanted; see {@link eventFilter}. */
export const filterFields = {
	filter: field({
		displayName: 'Filter',
		type: 'options',
		options: [
			{ name: 'None', value: 'none', description: 'All events, those of the database itself with them' },
			{ name: 'Stream Matches', value: 'streamRegex', description: 'Events of streams whose name matches a regular expression' },
			{ name: 'Stream Starts With', value: 'streamPrefix', description: 'Events of streams whose name begins with one of some texts' },
			{ name: 'Type Matches', value: 'typeRegex', description: 'Events whose type matches a regular expression' },
			{ name: 'Type Starts With', value: 'typePrefix', description: 'Events whose type begins with one of some texts' },
			{ name: 'Without System Events', value: 'noSystem', description: 'All but events whose type begins with $, which the database itself writes' },
		],
		default: 'noSystem',
		description: 'Which events the server sends; it looks through the others itself',
	}),
	prefixes: field({
		displayName: 'Beginnings',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'document-, order-',
		description: 'Texts of which one must begin the name, separated by commas',
		show: { filter: ['streamPrefix', 'typePrefix'] },
	}),
	regex: field({
		displayName: 'Regular Expression',
		type: 'string',
		required: true,
		default: '',
		placeholder: '^(order|invoice)-',
		description: 'Expression in the words of .NET that must be found in the name; anchor it with ^ to save the server work',
		show: { filter: ['streamRegex', 'typeRegex'] },
	}),
} as const;

/**
 * The same fields for what may listen to the whole database, shown while it does (`source` is `all`).
 *
 * @param description what the filter means there
 */
export function filterFieldsOfLog<const D extends string>(description: D) {
	const ofLog = { source: ['all'] };
	return {
		filter: { ...filterFields.filter, description, show: ofLog },
		prefixes: { ...filterFields.prefixes, show: { ...filterFields.prefixes.show, ...ofLog } },
		regex: { ...filterFields.regex, show: { ...filterFields.regex.show, ...ofLog } },
	} as const;
}

interface GivenFilter {
	filter: 'none' | 'noSystem' | 'streamPrefix' | 'streamRegex' | 'typePrefix' | 'typeRegex';
	prefixes: string;
	regex: string;
}

/** Types that do not begin with $, in the words of .NET. */
const NO_SYSTEM = String.raw`^[^\$].*`;

/**
 * @returns `undefined` for all events
 * @throws InvalidField when there is no beginning; with none the server would send everything
 */
export function eventFilter({ filter, prefixes, regex }: GivenFilter): EventFilter | undefined {
	if (filter === 'none') return undefined;
	if (filter === 'noSystem') return { on: 'type', regex: NO_SYSTEM };
	const on = filter.startsWith('stream') ? 'stream' : 'type';
	if (filter === 'streamRegex' || filter === 'typeRegex') return { on, regex };
	const beginnings = prefixes.split(',').map((text) => text.trim()).filter(Boolean);
	if (beginnings.length === 0) throw new InvalidField('Beginnings', `got "${prefixes}"`, 'one or more texts, separated by commas');
	return { on, prefixes: beginnings };
}

/**
 * The same filter as the client's calls for subscriptions take it.
 *
 * @param told when the server tells how far it has looked, and who hears it
 */
export function clientFilter({ on, prefixes = [], regex }: EventFilter, told: Partial<Pick<Filter, 'checkpointInterval' | 'checkpointReached'>> = {}): Filter {
	const make = on === 'stream' ? streamNameFilter : eventTypeFilter;
	return regex === undefined ? make({ ...told, prefixes: [...prefixes] }) : make({ ...told, regex });
}
