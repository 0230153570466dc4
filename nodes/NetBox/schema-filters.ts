import { choicesOf, sentenceCase } from './schema-fields.ts';
import type { Parameter } from './openapi.ts';

/** What a filter takes. */
export interface KnownFilter {
	name: string;
	label: string;
	kind: 'boolean' | 'dateTime' | 'other';
	/** Whether several values mean one of them; of another filter NetBox would take the last. */
	multiple: boolean;
}

/** Parameters that steer the answer instead of filtering it. */
export const STEERING: ReadonlySet<string> = new Set([
	'limit',
	'offset',
	'start',
	'ordering',
	'brief',
	'fields',
	'omit',
	'format',
	'include',
	'exclude',
	'export',
]);

/** The filters among the parameters of a list. */
export function schemaFilters(parameters: readonly Parameter[]): Map<string, KnownFilter> {
	return new Map(
		parameters
			.filter((parameter) => parameter.in === 'query' && !STEERING.has(parameter.name))
			.map((parameter) => [parameter.name, readFilter(parameter)]),
	);
}

function readFilter({ name, schema, description }: Parameter): KnownFilter {
	const one = schema.items ?? schema;
	return {
		name,
		label: name === 'q' ? 'Search' : labelOf(name, choicesOf(one).length > 0 ? undefined : description),
		kind: one.type === 'boolean' ? 'boolean' : one.format === 'date-time' ? 'dateTime' : 'other',
		multiple: schema.type === 'array',
	};
}

/** What lookups ask for, by the ends of filters' names (NetBox's documentation, "Filtering objects"). */
const LOOKUPS: Readonly<Record<string, string>> = {
	n: 'is not',
	ic: 'contains',
	nic: 'does not contain',
	isw: 'begins with',
	nisw: 'does not begin with',
	iew: 'ends with',
	niew: 'does not end with',
	ie: 'is, in any case of letters',
	nie: 'is not, in any case of letters',
	regex: 'matches',
	iregex: 'matches, in any case of letters',
	empty: 'is empty',
	lt: 'is less than',
	lte: 'is at most',
	gt: 'is more than',
	gte: 'is at least',
	any: 'is any of',
};

function labelOf(name: string, description: string | undefined): string {
	const [base = '', lookup] = name.split('__');
	const text = description !== undefined && !description.includes('\n') && description.length <= 60 ? description : sentenceCase(base).replace(/ ID$/, ' (ID)');
	return lookup === undefined ? text : `${text}: ${LOOKUPS[lookup] ?? lookup}`;
}
