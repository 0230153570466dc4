import type { SQLInputValue } from 'node:sqlite';
import type { Direction, Relation } from './model.ts';

/** A piece of a WHERE clause over the table `object`. Field names in it come from declarations, never from a request. */
export interface Condition {
	sql: string;
	values: SQLInputValue[];
}

/** The SQL expression of a field; the same text as in the indexes, so that they are used. */
export function column(field: string): string {
	return field === 'pk' ? 'pk' : `json_extract(data, '$.${field}')`;
}

/** JSON booleans come out of SQLite as 0 and 1. */
export function sqlValue(value: unknown): SQLInputValue {
	if (typeof value === 'boolean') return Number(value);
	return value as SQLInputValue;
}

export function compare(field: string, operator: '=' | '<>' | '<' | '>', value: unknown): Condition {
	return { sql: `${column(field)} ${operator} ?`, values: [sqlValue(value)] };
}

export function oneOf(field: string, values: readonly unknown[]): Condition {
	return { sql: `${column(field)} IN (${values.map(() => '?').join(', ')})`, values: values.map(sqlValue) };
}

export function isNull(field: string, wanted: boolean): Condition {
	return { sql: `${column(field)} IS ${wanted ? '' : 'NOT '}NULL`, values: [] };
}

export function contains(field: string, text: string): Condition {
	return { sql: `icontains(${column(field)}, ?)`, values: [text] };
}

/** Objects joined by a relation to one of `keys`; `direction` is the side on which the listed objects stand. */
export function linked(relation: Relation, direction: Direction, keys: readonly unknown[]): Condition {
	const [own, other] = direction === 'forward' ? ['source', 'target'] : ['target', 'source'];
	const places = keys.map(() => '?').join(', ');
	return {
		sql: `EXISTS (SELECT 1 FROM link WHERE relation = ? AND link.${own} = object.pk AND link.${other} IN (${places}))`,
		values: [relation.name, ...keys.map(sqlValue)],
	};
}

export function every(conditions: readonly Condition[]): Condition {
	return join(conditions, 'AND', '1');
}

export function some(conditions: readonly Condition[]): Condition {
	return join(conditions, 'OR', '0');
}

export function not(condition: Condition): Condition {
	return { sql: `NOT (${condition.sql})`, values: condition.values };
}

function join(conditions: readonly Condition[], word: 'AND' | 'OR', none: string): Condition {
	if (conditions.length === 0) return { sql: none, values: [] };
	return {
		sql: conditions.map(({ sql }) => `(${sql})`).join(` ${word} `),
		values: conditions.flatMap(({ values }) => values),
	};
}
