import type { TypeDefn, TypeDefnEnum, TypeDefnStruct, TypeDefnUnion } from '@ipld/schema/schema-schema.js';

import type { SchemaType } from '../../nodes/InformationType/schema.ts';
import { isKind, KINDS } from '../../nodes/InformationType/validate/kind.ts';
import type { Path } from '../../nodes/shared/json-path.ts';
import { pathText } from '../../nodes/shared/json-path.ts';
import type { Part, Type } from './type-definition.ts';
import {
	definitionOf,
	discriminated,
	fieldsOf,
	kindedMembers,
	kindsOf,
	nameOf,
	valueOf,
	valuesOf,
	writtenAs,
} from './type-definition.ts';

/**
 * Says why values of one type need not be values of another; nothing when each of them is. Compared is what is
 * written (the representations), part by part, as the node Information Type holds values against types; the data that
 * a link points to counts as a part of it.
 *
 * @param shaping whether the wanted type drops fields that it does not declare, instead of refusing them
 */
export function misfits(given: SchemaType, wanted: SchemaType, shaping = false): string[] {
	const comparison = new Comparison(given, wanted, shaping);
	comparison.compare(given.root, wanted.root, []);
	return comparison.problems;
}

/**
 * The same for items that several types have made one after another: of fields with the same name the later one counts, unless it may
 * be missing.
 *
 * @param layers the last one first
 * @param mapped where wanted fields come from, by their names: null for what is made anew, of which nobody knows the type. Fields that
 * are not named are not given. By their own names unless given.
 */
export function misfitsOfLayers(layers: readonly SchemaType[], wanted: SchemaType, shaping = false, mapped?: ReadonlyMap<string, string | null>): string[] {
	const [only] = layers;
	if (only === undefined) return [];
	if (layers.length === 1 && mapped === undefined) return misfits(only, wanted, shaping);
	const expected = definitionOf(wanted.root, wanted);
	const structs = layers.map((within) => ({ within, definition: definitionOf(within.root, within) }));
	const isMap = (definition: TypeDefn): definition is TypeDefn & { struct: TypeDefnStruct } => 'struct' in definition && writtenAs(definition.struct) === 'map';
	if (!isMap(expected)) return [`the value is a map of fields, expected ${nameOf(expected)}`];
	const all = structs.flatMap(({ within, definition }) => (isMap(definition) ? fieldsOf(definition.struct).map((field) => ({ ...field, within })) : []));
	const problems: string[] = [];
	for (const { key, part, absent } of fieldsOf(expected.struct)) {
		const from = mapped === undefined ? key : mapped.get(key);
		if (from === null) continue;
		const found = all.filter((field) => field.key === from);
		// Whatever is beneath a field that is always there is not seen.
		const certain = found.findIndex((field) => !field.absent);
		if (certain === -1 && !absent) problems.push(`${key} ${found.length > 0 ? 'may be missing' : 'is missing'}`);
		for (const candidate of certain === -1 ? found : found.slice(0, certain + 1)) {
			const comparison = new Comparison(candidate.within, wanted, shaping);
			comparison.part(candidate.part, part, [key]);
			problems.push(...comparison.problems);
		}
	}
	const given = mapped === undefined ? all.map(({ key }) => key) : [...mapped.keys()];
	const unknown = shaping && mapped === undefined ? [] : given.filter((key) => !fieldsOf(expected.struct).some((field) => field.key === key));
	return [...problems, ...new Set(unknown.map((key) => `${key} is not declared there`))];
}

class Comparison {
	readonly problems: string[] = [];
	private readonly given: SchemaType;
	private readonly wanted: SchemaType;
	private readonly shaping: boolean;
	/** Pairs that were compared: a recursive type fits as long as nothing speaks against it. */
	private readonly compared = new Map<TypeDefn, Set<TypeDefn>>();

	constructor(given: SchemaType, wanted: SchemaType, shaping: boolean) {
		this.given = given;
		this.wanted = wanted;
		this.shaping = shaping;
	}

	compare(given: Type, wanted: Type, path: Path): void {
		const one = definitionOf(given, this.given);
		const other = definitionOf(wanted, this.wanted);
		const before = this.compared.get(one) ?? new Set();
		if (before.has(other)) return;
		this.compared.set(one, before.add(other));
		this.definitions(one, other, path);
	}

	private definitions(given: TypeDefn, wanted: TypeDefn, path: Path): void {
		if ('any' in wanted) return;
		const members = kindedMembers(given);
		const offers = kindedMembers(wanted);
		if (members !== undefined) for (const member of Object.values(members)) this.compare(member, wanted, path);
		else if (offers !== undefined) this.oneOfKinds(given, offers, path);
		else if ('struct' in given && 'struct' in wanted) this.structs(given.struct, wanted.struct, path);
		else if ('struct' in given && 'map' in wanted && writtenAs(given.struct) === writtenAs(wanted.map)) {
			for (const { key, part } of fieldsOf(given.struct)) {
				this.compare({ enum: { members: [key], representation: { string: {} } } }, wanted.map.keyType, [...path, key]);
				this.part(part, valueOf(wanted.map), [...path, key]);
			}
		} else if ('map' in given && 'map' in wanted && writtenAs(given.map) === writtenAs(wanted.map)) {
			this.compare(given.map.keyType, wanted.map.keyType, [...path, '*']);
			this.part(valueOf(given.map), valueOf(wanted.map), [...path, '*']);
		} else if ('list' in given && 'list' in wanted) this.part(valueOf(given.list), valueOf(wanted.list), [...path, '*']);
		else if ('union' in given && 'union' in wanted) this.unions(given.union, wanted.union, path);
		else if ('link' in given && 'link' in wanted) this.links(given.link.expectedType, wanted.link.expectedType, path);
		else if ('enum' in given && 'enum' in wanted) this.enums(given.enum, wanted.enum, path);
		else if (!isScalarOf(given, wanted)) this.fail(path, `is ${nameOf(given)}, expected ${nameOf(wanted)}`);
	}

	part(given: Part, wanted: Part, path: Path): void {
		this.compare(given.type, wanted.type, path);
		if (given.nullable && !wanted.nullable) this.compare({ null: {} }, wanted.type, path);
	}

	private structs(given: TypeDefnStruct, wanted: TypeDefnStruct, path: Path): void {
		const way = writtenAs(wanted);
		if (writtenAs(given) !== way) return this.fail(path, `is written as ${writtenAs(given)}, expected ${way}`);
		const fields = fieldsOf(given);
		const expected = fieldsOf(wanted);
		if (way === 'tuple') {
			const [count, wantedCount] = [fields.length, expected.length];
			if (count !== wantedCount) return this.fail(path, `has ${count} entries, expected ${wantedCount}`);
			return fields.forEach(({ part }, index) => this.part(part, expected[index]!.part, [...path, index]));
		}
		for (const { key, part, absent } of fields) {
			const place = expected.find((field) => field.key === key);
			if (place === undefined) {
				if (!this.shaping) this.fail([...path, key], 'is not declared there');
				continue;
			}
			if (absent && !place.absent) this.fail([...path, key], 'may be missing');
			this.part(part, place.part, [...path, key]);
		}
		for (const { key, absent } of expected) {
			if (!absent && !fields.some((field) => field.key === key)) this.fail([...path, key], 'is missing');
		}
	}

	/** A kinded union takes a value by its kind; a Float may be written as an Int. */
	private oneOfKinds(given: TypeDefn, offers: Readonly<Record<string, Type>>, path: Path): void {
		for (const kind of kindsOf(given)) {
			const offer = Object.entries(offers).find(([key]) => KINDS[key] !== undefined && isKind(kind, KINDS[key]));
			if (offer === undefined) this.fail(path, `may be ${kind}, expected ${Object.keys(offers).join(' or ')}`);
			else this.compare(kind === 'Int' && 'float' in given ? { int: {} } : given, offer[1], path);
		}
	}

	private unions(given: TypeDefnUnion, wanted: TypeDefnUnion, path: Path): void {
		const { members, ...signs } = discriminated(given);
		const { members: expected, ...expectedSigns } = discriminated(wanted);
		if (JSON.stringify(signs) !== JSON.stringify(expectedSigns)) {
			return this.fail(path, 'tells its members apart in another way');
		}
		// Which prefix applies depends on the others.
		const prefixed = signs.way.endsWith('prefix') && Object.keys(members).join() !== Object.keys(expected).join();
		if (prefixed) return this.fail(path, 'has other prefixes');
		for (const [sign, member] of Object.entries(members)) {
			if (Object.hasOwn(expected, sign)) this.compare(member, expected[sign]!, [...path, sign]);
			else this.fail(path, `may be ${JSON.stringify(sign)}, expected ${Object.keys(expected).join(' or ')}`);
		}
	}

	private links(given = 'Any', wanted = 'Any', path: Path): void {
		if (wanted !== 'Any') this.compare(given, wanted, [...path, '/']);
	}

	private enums(given: TypeDefnEnum, wanted: TypeDefnEnum, path: Path): void {
		const expected = valuesOf(wanted);
		const other = valuesOf(given).find((value) => !expected.includes(value));
		if (other === undefined) return;
		const allowed = expected.map((value) => JSON.stringify(value)).join(' or ');
		this.fail(path, `may be ${JSON.stringify(other)}, expected ${allowed}`);
	}

	private fail(path: Path, problem: string): void {
		this.problems.push(`${pathText(path) || 'the value'} ${problem}`);
	}
}

/** Whether everything that is written for a type is of the one kind that a scalar is. */
function isScalarOf(given: TypeDefn, wanted: TypeDefn): boolean {
	const kind = KINDS[nameOf(wanted)];
	return kind !== undefined && kind !== 'Map' && kind !== 'List' && kindsOf(given).every((found) => isKind(found, kind));
}
