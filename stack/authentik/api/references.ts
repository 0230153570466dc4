import { oneOf } from '../storage/condition.ts';
import type { Direction, Key, Model, Relation, Stored } from '../storage/model.ts';
import type { Call } from './call.ts';
import { Invalid } from './errors.ts';
import type { Field } from './field.ts';
import { canonicalUuid, isUuid, parseList, pythonType } from './fields.ts';

interface Options {
	required?: boolean;
	nullable?: boolean;
	initial?: () => unknown;
	unique?: boolean;
	/** Objects that may be pointed at; the rest counts as not existing. */
	only?: (object: Stored) => boolean;
}

/** A field that holds the key of another object. */
export function reference<T extends Stored>(model: Model<T>, options: Options = {}): Field {
	const { required = false, nullable, initial, unique, only = () => true } = options;
	return {
		schema: { ...keySchema(model), ...(nullable ? { nullable } : {}) },
		write: {
			required,
			initial,
			unique,
			parse(value, call) {
				const key = parseKey(model, value);
				const found = call.objects.get(model, key);
				if (!found || !only(found)) throw new Invalid(`Invalid pk "${String(value)}" - object does not exist.`);
				return key;
			},
		},
	};
}

/** A field that lists the keys at the other end of a relation. */
export function references<T extends Stored>(model: Model<T>, relation: Relation, direction: Direction): Field {
	const item = reference(model);
	return {
		schema: { type: 'array', items: keySchema(model) },
		read: (object: Stored, { objects }) => objects.linked(relation, direction, object.pk),
		write: {
			required: false,
			parse: (value, call) => parseList(value).map((element) => item.write?.parse(element, call)),
			store: ({ objects }, object, value) => objects.setLinked(relation, direction, object.pk, value as Key[]),
		},
	};
}

/** A field that shows the objects at the other end of a relation; null when `included` says no. */
export function related<T extends Stored>(
	model: Model<T>,
	relation: Relation,
	direction: Direction,
	show: (object: T, call: Call) => unknown,
	included: (call: Call) => boolean = () => true,
): Field {
	return {
		schema: { type: 'array', items: { type: 'object', additionalProperties: {} }, nullable: true, readOnly: true },
		read(object: Stored, call) {
			if (!included(call)) return null;
			const keys = call.objects.linked(relation, direction, object.pk);
			return call.objects.list(model, { where: [oneOf('pk', keys)] }).map((other) => show(other, call));
		},
	};
}

/** Reads a query parameter such as `include_users`. */
export function flag(name: string, byDefault: boolean): (call: Call) => boolean {
	return ({ query }) => {
		const value = query.get(name)?.toLowerCase();
		if (value === undefined) return byDefault;
		return value === 'true' || value === '1';
	};
}

/** @throws Invalid with the message that Authentik gives for a key that cannot be one */
export function parseKey(model: { key: 'integer' | 'uuid' }, value: unknown): Key {
	if (model.key === 'uuid') {
		if (typeof value !== 'string' || !isUuid(value)) throw new Invalid(`“${String(value)}” is not a valid UUID.`);
		return canonicalUuid(value);
	}
	const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
	if (!Number.isSafeInteger(number)) {
		throw new Invalid(`Incorrect type. Expected pk value, received ${pythonType(value)}.`);
	}
	return number as number;
}

function keySchema(model: { key: 'integer' | 'uuid' }): Record<string, unknown> {
	return model.key === 'uuid' ? { type: 'string', format: 'uuid' } : { type: 'integer' };
}
