import type { Condition } from '../storage/condition.ts';
import { compare, contains as containing, isNull, linked, oneOf } from '../storage/condition.ts';
import type { Direction, Model, Relation, Stored } from '../storage/model.ts';
import type { Call } from './call.ts';
import { Invalid } from './errors.ts';
import { canonicalUuid, isUuid, parseDate } from './fields.ts';

/** Turns the values of one query parameter into a condition; undefined leaves the list as it is. @throws Invalid */
export type Filter = (values: readonly string[], call: Call) => Condition | undefined;

export type Filters = Readonly<Record<string, Filter>>;

/** Takes the last value, as Authentik does, and ignores an empty one. */
function single(make: (value: string, call: Call) => Condition | undefined): Filter {
	return (values, call) => {
		const value = values.at(-1);
		return value === undefined || value === '' ? undefined : make(value, call);
	};
}

export function exact(field: string): Filter {
	return single((value) => compare(field, '=', value));
}

export function contains(field: string): Filter {
	return single((value) => containing(field, value));
}

export function startsWith(field: string): Filter {
	return single((value) => ({
		sql: `substr(json_extract(data, '$.${field}'), 1, ?) = ?`,
		values: [value.length, value],
	}));
}

export function number(field: string): Filter {
	return single((value) => {
		if (!/^\s*-?\d+(?:\.\d+)?\s*$/.test(value)) throw new Invalid('Enter a number.');
		return compare(field, '=', Number(value));
	});
}

/** True or false in the spellings that Authentik takes; anything else is ignored, as there. */
export function boolean(field: string): Filter {
	return truth((wanted) => compare(field, '=', wanted));
}

export function truth(make: (wanted: boolean, call: Call) => Condition): Filter {
	return single((value, call) => {
		const lower = value.toLowerCase();
		if (lower === 'true' || lower === '1') return make(true, call);
		if (lower === 'false' || lower === '0') return make(false, call);
		return undefined;
	});
}

export function choice(field: string, allowed: readonly string[]): Filter {
	return single((value) => compare(field, '=', checked(value, allowed)));
}

export function choices(field: string, allowed: readonly string[]): Filter {
	return (values) => (values.length ? oneOf(field, values.map((value) => checked(value, allowed))) : undefined);
}

export function uuid(field: string): Filter {
	return single((value) => compare(field, '=', checkedUuid(value)));
}

export function uuids(field: string): Filter {
	return (values) => (values.length ? oneOf(field, values.map(checkedUuid)) : undefined);
}

export function absent(field: string): Filter {
	return truth((wanted) => isNull(field, wanted));
}

/** `name`, `name__gt` and `name__lt` for a time. */
export function times(field: string): Filters {
	const at = (operator: '=' | '<' | '>') =>
		single((value) => {
			const date = parseDate(value);
			if (!date) throw new Invalid('Enter a valid date/time.');
			return compare(field, operator, date);
		});
	return { [field]: at('='), [`${field}__gt`]: at('>'), [`${field}__lt`]: at('<') };
}

/** Objects joined to one of the objects that the values name by a field of theirs. */
export function linkedBy<T extends Stored>(
	relation: Relation,
	direction: Direction,
	model: Model<T>,
	field: keyof T & string,
): Filter {
	return (values, { objects }) => {
		if (values.length === 0) return undefined;
		const keys = values.map((value) => {
			const object = objects.find(model, field, field === 'pk' ? keyOf(model, value) : value);
			if (!object) throw notAvailable(value);
			return object.pk;
		});
		return linked(relation, direction, keys);
	};
}

/** Objects whose field `attributes` has the members of a JSON object. */
export const attributes: Filter = single((value) => {
	let wanted: unknown;
	try {
		wanted = JSON.parse(value);
	} catch {
		throw new Invalid('filter: failed to parse JSON');
	}
	const members = Object.entries(typeof wanted === 'object' && wanted !== null ? wanted : {});
	const conditions = members.map(([name, expected]) => ({
		sql: `json_extract(data, '$.attributes') -> ? = json(?)`,
		values: [name, JSON.stringify(expected)],
	}));
	return {
		sql: conditions.map(({ sql }) => sql).join(' AND ') || '1',
		values: conditions.flatMap(({ values }) => values),
	};
});

function keyOf(model: { key: 'integer' | 'uuid' }, value: string): string | number {
	return model.key === 'uuid' ? checkedUuid(value) : Number(value);
}

function checked(value: string, allowed: readonly string[]): string {
	if (!allowed.includes(value)) throw notAvailable(value);
	return value;
}

function checkedUuid(value: string): string {
	if (!isUuid(value)) throw new Invalid('Enter a valid UUID.');
	return canonicalUuid(value);
}

function notAvailable(value: string): Invalid {
	return new Invalid(`Select a valid choice. ${value} is not one of the available choices.`);
}
