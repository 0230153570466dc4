import type { Schema, TypeDefn } from '@ipld/schema/schema-schema.js';
import type { GeneratorValue } from 'fast-check';
import fc from 'fast-check';

const SCALARS = ['Bool', 'String', 'Int', 'Float', 'Bytes', 'Link', 'Any'] as const;
const CIDS = [
	'bafkreigca6fviuar62ubvuk5itiwblidyjtfrdy7gozst4hf3d4sphzzk4',
	'QmWATWQ7fVPP2EFGu71UkfnqhYXDYH566qy47CnJDgvs8u',
];
const KEYS = ['a', 'b', 'c', 'd e', 'toString'];

/** A schema without recursion, whose last type is the root: what the validator to compare with can take. */
export function randomSchema(g: GeneratorValue): { schema: Schema; root: string } {
	const types: Record<string, TypeDefn> = {};
	const count = g(fc.integer, { min: 1, max: 6 });
	for (let index = 0; index < count; index++) types[`T${index}`] = randomDefinition(g, Object.keys(types));
	return { schema: { types }, root: `T${count - 1}` };
}

function randomDefinition(g: GeneratorValue, before: string[]): TypeDefn {
	const pick = <T>(...options: readonly T[]): T => oneOf(g, options);
	const ref = () => pick<string>(...SCALARS, ...before, ...before);
	const flag = () => g(fc.boolean);
	switch (pick('struct', 'struct', 'tuple', 'structPairs', 'map', 'listpairs', 'list', 'enum', 'intEnum', 'kinded', 'keyed', 'inline', 'envelope', 'bytesprefix', 'copy')) {
		case 'struct': {
			const fields = pick('x', 'x y', 'x y z').split(' ').map((key) => [key, { type: ref(), optional: flag(), nullable: flag() }] as const);
			const details = fields.flatMap(([key, { type }]) => {
				const implicit = type === 'Int' && flag() ? { implicit: 7 } : type === 'String' && flag() ? { implicit: 'seven' } : {};
				return [[key, { ...implicit, ...(flag() && { rename: `${key}_w` }) }] as const];
			});
			return { struct: { fields: Object.fromEntries(fields), representation: { map: { fields: Object.fromEntries(details) } } } };
		}
		case 'tuple': {
			const fields = { p: { type: ref(), nullable: flag() }, q: { type: ref() } };
			return { struct: { fields, representation: { tuple: flag() ? { fieldOrder: ['q', 'p'] } : {} } } };
		}
		case 'structPairs': {
			const fields = { p: { type: ref(), nullable: flag() }, q: { type: ref(), optional: flag() } };
			return { struct: { fields, representation: { listpairs: {} } } };
		}
		case 'map':
			return { map: { keyType: 'String', valueType: ref(), valueNullable: flag() } };
		case 'listpairs':
			return { map: { keyType: 'String', valueType: ref(), representation: { listpairs: {} } } };
		case 'list':
			return { list: { valueType: flag() ? ref() : { list: { valueType: ref() } }, valueNullable: flag() } };
		case 'enum':
			return { enum: { members: ['Yes', 'No'], representation: { string: { Yes: 'yes' } } } };
		case 'intEnum':
			return { enum: { members: ['One', 'Two'], representation: { int: { One: 1, Two: 2 } } } };
		case 'kinded':
			return union({ string: 'String', int: 'Int', link: 'Link', ...(flag() && { bool: 'Bool', bytes: 'Bytes' }) }, (kinded) => ({ kinded }));
		case 'keyed':
			return union({ one: ref(), two: ref() }, (keyed) => ({ keyed }));
		case 'inline': {
			const maps = before.filter(() => flag());
			return union({ one: maps[0] ?? ref(), two: maps[1] ?? ref() }, (discriminantTable) => ({
				inline: { discriminantKey: 'tag', discriminantTable },
			}));
		}
		case 'envelope':
			return union({ one: ref(), two: ref() }, (discriminantTable) => ({
				envelope: { discriminantKey: 'tag', contentKey: 'content', discriminantTable },
			}));
		case 'bytesprefix':
			return union({ '00': 'Bytes', '01ff': 'Bytes' }, (prefixes) => ({ bytesprefix: { prefixes } }));
		default:
			return { copy: { fromType: before.length > 0 ? pick(...before) : 'String' } };
	}
}

function union(members: Record<string, string>, representation: (table: Record<string, string>) => object): TypeDefn {
	return { union: { members: Object.values(members), representation: representation(members) } } as TypeDefn;
}

/** JSON that mostly satisfies a type; now and then some part of it does not. */
export function randomValue(g: GeneratorValue, { types }: Schema, type: unknown): unknown {
	if (g(fc.integer, { min: 0, max: 19 }) === 0) return anything(g);
	const definition = typeof type === 'string' ? types[type] : (type as TypeDefn);
	if (definition === undefined) return scalar(g, type as (typeof SCALARS)[number]);
	const inner = (of: unknown) => randomValue(g, { types }, of);
	const flag = () => g(fc.boolean);
	const rarely = () => g(fc.integer, { min: 0, max: 9 }) === 0;
	if ('copy' in definition) return inner(definition.copy.fromType);
	if ('list' in definition) {
		const { valueType, valueNullable } = definition.list;
		return Array.from({ length: g(fc.integer, { min: 0, max: 3 }) }, () => (valueNullable && flag() ? null : inner(valueType)));
	}
	if ('map' in definition) {
		const entries = KEYS.filter(() => rarely() || flag()).map((key) => [key, rarely() ? null : inner(definition.map.valueType)]);
		return definition.map.representation ? entries : Object.fromEntries(entries);
	}
	if ('enum' in definition) return oneOf<unknown>(g, ['yes', 'Yes', 'No', 1, 2, 3]);
	if ('struct' in definition) {
		const { fields, representation = { map: {} } } = definition.struct;
		const value = (key: string) => (fields[key]!.nullable && flag() ? null : inner(fields[key]!.type));
		if ('tuple' in representation) return (representation.tuple.fieldOrder ?? Object.keys(fields)).map(value);
		const details = 'map' in representation ? (representation.map.fields ?? {}) : {};
		const entries: [string, unknown][] = Object.keys(fields)
			.filter((key) => !((fields[key]!.optional || details[key]?.implicit !== undefined) && flag()) && !rarely())
			.map((key) => [(!rarely() && details[key]?.rename) || key, value(key)]);
		if (rarely()) entries.push(['unknown', 1]);
		return 'listpairs' in representation ? entries : Object.fromEntries(entries);
	}
	if ('union' in definition) {
		const { representation } = definition.union;
		const pick = <T>(table: Record<string, T>): [string, T] => oneOf(g, Object.entries(table));
		if ('kinded' in representation) return inner(pick(representation.kinded as Record<string, string>)[1]);
		if ('keyed' in representation) {
			const [key, of] = pick(representation.keyed);
			return { [rarely() ? 'three' : key]: inner(of) };
		}
		if ('inline' in representation) {
			const [key, of] = pick(representation.inline.discriminantTable);
			const rest = inner(of);
			return { ...(typeof rest === 'object' && rest !== null && !('/' in rest) ? rest : {}), tag: rarely() ? 3 : key };
		}
		if ('envelope' in representation) {
			const [key, of] = pick(representation.envelope.discriminantTable);
			return { tag: key, ...(!rarely() && { content: inner(of) }) };
		}
		return bytes(oneOf(g, [[0, 5], [1, 255], [1], [2], []]));
	}
	return anything(g);
}

function scalar(g: GeneratorValue, type: (typeof SCALARS)[number]): unknown {
	switch (type) {
		case 'Bool':
			return g(fc.boolean);
		case 'String':
			return g(fc.string);
		case 'Int':
			return g(fc.integer);
		case 'Float':
			// Larger ones decode to BigInt, which the validators do not take.
			return g(fc.double, { noNaN: true, min: -(2 ** 53) + 1, max: 2 ** 53 - 1 });
		case 'Bytes':
			return bytes([...g(fc.uint8Array, { maxLength: 4 })]);
		case 'Link':
			return { '/': oneOf(g, CIDS) };
		default:
			return anything(g);
	}
}

function anything(g: GeneratorValue): unknown {
	return oneOf<unknown>(g, [null, true, 0, -1, 1.5, '', 'yes', [], {}, [null], { a: 1 }, { '/': CIDS[0] }, bytes([0, 1]), [['a', 1]]]);
}

function oneOf<T>(g: GeneratorValue, options: readonly T[]): T {
	return options[g(fc.integer, { min: 0, max: options.length - 1 })]!;
}

function bytes(values: number[]): object {
	return { '/': { bytes: Buffer.from(values).toString('base64').replace(/=+$/, '') } };
}
