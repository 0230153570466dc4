import type { Condition } from '../storage/condition.ts';
import { compare, contains, every, not, some } from '../storage/condition.ts';

const COMPARISON = /^\s*(\w+)\s*(=|!=|~|!~)\s*"((?:[^"\\]|\\.)*)"\s*$/;

/**
 * The condition of `search`: every word in one of the fields, in any case; or one comparison in Authentik's query
 * language, `username = "anna"`, with `=`, `!=`, `~` (contains) and `!~`.
 */
export function searchCondition(text: string, fields: readonly string[]): Condition | undefined {
	const [, field, operator, quoted = ''] = COMPARISON.exec(text) ?? [];
	if (field && operator && fields.includes(field)) {
		const value = quoted.replace(/\\(.)/g, '$1');
		if (operator === '=') return compare(field, '=', value);
		if (operator === '!=') return compare(field, '<>', value);
		return operator === '~' ? contains(field, value) : not(contains(field, value));
	}
	const words = text.split(/\s+/).filter(Boolean);
	if (words.length === 0 || fields.length === 0) return undefined;
	return every(words.map((word) => some(fields.map((name) => contains(name, word)))));
}
