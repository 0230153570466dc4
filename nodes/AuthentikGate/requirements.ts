import { InvalidField } from '../shared/errors.ts';
import { Denied } from './denial.ts';
import type { Identity } from './identity.ts';

/** What a caller must have; empty lists require nothing. */
export interface Requirements {
	groups: readonly string[];
	/** Whether one of the groups is enough, or all of them are needed. */
	match: 'any' | 'all';
	/** All of them are needed. */
	scopes: readonly string[];
}

/** @throws Denied `missing_scope` or `missing_group` */
export function checkRequirements({ groups, scopes }: Identity, required: Requirements): void {
	if (!required.scopes.every((scope) => scopes.includes(scope))) throw new Denied('missing_scope');
	const isMember = (group: string) => groups.includes(group);
	const enough = required.match === 'all' ? required.groups.every(isMember) : required.groups.some(isMember);
	if (required.groups.length > 0 && !enough) throw new Denied('missing_group');
}

/**
 * Refuses a list that an expression emptied: it would require nothing of anybody.
 *
 * @param declared the parameter as the workflow stores it, before expressions are resolved
 * @throws InvalidField naming the field
 */
export function checkResolved(field: string, resolved: readonly string[], declared: unknown): void {
	const isExpression = typeof declared === 'string' && declared.startsWith('=');
	if (resolved.some((entry) => entry.trim() === '') || (isExpression && resolved.length === 0)) {
		throw new InvalidField(field, 'an entry is empty', 'names, or no entry at all');
	}
}
