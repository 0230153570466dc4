import * as dagJson from '@ipld/dag-json';
import type { Schema } from '@ipld/schema/schema-schema.js';
import { create } from '@ipld/schema/typed.js';
import fc from 'fast-check';

import { typeOf } from '../../../nodes/InformationType/schema.ts';
import { pathText } from '../../../nodes/shared/json-path.ts';
import { walk } from '../../../nodes/InformationType/validate/walk.ts';
import { randomSchema, randomValue } from './random-type.ts';

const CID = 'bafkreigca6fviuar62ubvuk5itiwblidyjtfrdy7gozst4hf3d4sphzzk4';
const schema = `
type Person struct {
	name String
	age optional Int
	nickname nullable String
	tags [String]
	labels {String: Int}
	portrait optional &Any
	salt optional Bytes
	level Level (implicit "low")
	mail optional String (rename "e-mail")
	boss optional Person
	extra optional Any
	home optional Place
}
type Level enum {
	| Low ("low")
	| High ("high")
}
type Place union {
	| Point "point"
	| Address "address"
} representation inline {
	discriminantKey "kind"
}
type Point struct {
	x Float
	y Float
} 
type Address struct {
	street String
}
`;
const ROUNDED = 'n8n keeps no integer beyond 2^53 exactly, so this one may be rounded: give it as text';
const valid = { name: 'Ada', nickname: null, tags: ['a'], labels: { b: 1 } };

const problems = (given: unknown, dsl = schema, root = 'Person') => walk(given, typeOf(dsl, root), false).problems;
const shaped = (given: unknown, dsl = schema, root = 'Person') => walk(given, typeOf(dsl, root), true);

describe('a value held against a type', () => {
	it('satisfies it', () => {
		expect(problems(valid)).toEqual([]);
		const full = {
			...valid,
			age: 36,
			portrait: { '/': CID },
			salt: { '/': { bytes: 'AQI' } },
			level: 'high',
			'e-mail': 'ada@example.org',
			boss: { ...valid, boss: valid },
			extra: { any: [1, 'a', null, { '/': CID }] },
			home: { kind: 'point', x: 1, y: 2.5 },
		};
		expect(problems(full)).toEqual([]);
	});

	it.each([
		['a missing field', { ...valid, name: undefined }, 'name', 'missing, expected String'],
		['a scalar of another kind', { ...valid, age: '36' }, 'age', 'expected Int, got String'],
		['a fraction for an integer', { ...valid, age: 36.5 }, 'age', 'expected Int, got Float'],
		['null where it is not allowed', { ...valid, name: null }, 'name', 'expected String, got Null'],
		['an entry of a list', { ...valid, tags: ['a', 'b', 3] }, 'tags[2]', 'expected String, got Int'],
		['an entry of a map', { ...valid, labels: { 'a b': 'c' } }, 'labels["a b"]', 'expected Int, got String'],
		['a field that is not declared', { ...valid, constructor: 1 }, 'constructor', 'Person declares no such field'],
		['a renamed field by its name in the schema', { ...valid, mail: 'x' }, 'mail', 'Person declares no such field'],
		['a value that an enum lacks', { ...valid, level: 'Low' }, 'level', 'expected one of "low", "high", got "Low"'],
		['a link as text', { ...valid, portrait: CID }, 'portrait', 'expected Link, got String'],
		['a link that is no CID', { ...valid, portrait: { '/': 'x' } }, 'portrait', '"x" is no CID, and {"/": "…"} is the form of a link'],
		['bytes that are not in base64', { ...valid, salt: { '/': { bytes: '%' } } }, 'salt', 'bytes are not in base64'],
		['a broken link deep in Any', { ...valid, extra: [{ a: { '/': 'x' } }] }, 'extra[0].a', '"x" is no CID, and {"/": "…"} is the form of a link'],
		['an integer that n8n has rounded', { ...valid, age: 2 ** 53 }, 'age', ROUNDED],
		['an integer in Any that n8n has rounded', { ...valid, extra: [-(2 ** 53)] }, 'extra[0]', ROUNDED],
		['a large integer where there is to be text', { ...valid, name: 2 ** 53 }, 'name', 'expected String, got Int'],
		['a nested struct', { ...valid, boss: { ...valid, tags: {} } }, 'boss.tags', 'expected List, got Map'],
		['a union without its discriminant', { ...valid, home: { x: 1, y: 2 } }, 'home.kind', 'missing, expected "point" or "address"'],
		['a member of a union', { ...valid, home: { kind: 'point', x: 1 } }, 'home.y', 'missing, expected Float'],
		['not a number', { ...valid, age: NaN }, 'age', 'not a finite number'],
		['the value itself', 'Ada', '', 'expected Map, got String'],
		['nothing at all', undefined, '', 'expected Map, got Nothing'],
	])('names the path of %s', (_what, given, path, problem) => {
		expect(problems(given)).toEqual([{ path, problem }]);
	});

	it('may have integers up to 2^53, and floating point numbers of any size', () => {
		expect(problems({ ...valid, age: Number.MAX_SAFE_INTEGER, extra: [Number.MIN_SAFE_INTEGER, 1e300], home: { kind: 'point', x: 1e20, y: -1e300 } })).toEqual([]);
		const dsl = 'type U union {\n\t| Int int\n\t| String string\n} representation kinded';
		expect(problems(1e17, dsl, 'U')).toEqual([{ path: '', problem: ROUNDED }]);
	});

	it('may have "/" for a key, but where it would be the form of a link', () => {
		const dsl = 'type Routes {String: Any}';
		for (const given of [{ '/': 1 }, { '/': 'home', '/about': 'a' }, { '/': { a: 1 } }, { '/': { bytes: 1 } }, { '/': { bytes: 'AQI', more: 1 } }, { '/': ['x'] }]) {
			expect([given, problems(given, dsl, 'Routes')]).toEqual([given, []]);
			expect(shaped(given, dsl, 'Routes').value).toEqual(given);
		}
		expect(problems({ '/': 'home' }, dsl, 'Routes')[0]?.problem).toContain('"home" is no CID');
	});

	it('names every problem, not only the first', () => {
		expect(problems({ age: 'x', nickname: 1, tags: [1, 2], labels: {} }).map(({ path }) => path)).toEqual([
			'age', 'nickname', 'tags[0]', 'tags[1]', 'name',
		]);
	});

	it('takes dates as their text', () => {
		expect(problems({ ...valid, name: new Date(0) })).toEqual([]);
	});

	it('takes __proto__ for a key like any other', () => {
		const given: unknown = JSON.parse(JSON.stringify(valid).replace('"b":1', '"__proto__":{"polluted":1}'));
		expect(problems(given)).toEqual([{ path: 'labels.__proto__', problem: 'expected Int, got Map' }]);
		expect(problems(JSON.parse(JSON.stringify(valid).replace('"tags"', '"__proto__":{"tags":[]},"tags"')))).toEqual([
			{ path: '__proto__', problem: 'Person declares no such field' },
		]);
	});

	it('refuses what is nested too deeply instead of exhausting the stack', () => {
		let deep: unknown = 1;
		for (let level = 0; level < 100_000; level++) deep = [deep];
		expect(problems({ ...valid, extra: deep })[0]?.problem).toBe('nested more than 256 levels deep');
	});
});

describe('a value shaped to a type', () => {
	it('loses what is not declared, at every level, and gains what is implied', () => {
		const given = { ...valid, junk: 1, boss: { ...valid, junk: 2, level: 'high' }, home: { kind: 'address', street: 'S', junk: 3 } };
		expect(shaped(given)).toEqual({
			value: {
				...valid,
				level: 'low',
				boss: { ...valid, level: 'high' },
				home: { kind: 'address', street: 'S' },
			},
			secrets: [],
			problems: [],
		});
		expect(given).toHaveProperty('junk');
	});

	it('has nothing where null says that nobody gave it, when that is wanted', () => {
		const given = { ...valid, age: null, level: null, 'e-mail': null, extra: null, home: { kind: 'address', street: 's' }, boss: { ...valid, age: null } };
		expect(shaped(given).problems.map(({ path }) => path)).toEqual(['age', 'level', '["e-mail"]', 'boss.age']);
		const { value, problems: left } = walk(given, typeOf(schema, 'Person'), true, true);
		expect(left).toEqual([]);
		expect(value).toEqual({ ...valid, level: 'low', extra: null, home: { kind: 'address', street: 's' }, boss: { ...valid, level: 'low' } });
		expect(walk({ ...valid, name: null, tags: null }, typeOf(schema, 'Person'), true, true).problems).toHaveLength(2);
	});

	it('still has to satisfy it', () => {
		expect(shaped({ ...valid, tags: 'a', junk: 1 }).problems).toEqual([{ path: 'tags', problem: 'expected List, got String' }]);
	});

	it('once shaped stays as it is, and is valid', () => {
		fc.assert(
			fc.property(fc.gen(), (g) => {
				const type = randomSchema(g);
				const first = walk(randomValue(g, type.schema, type.root), type, true);
				fc.pre(first.problems.length === 0);
				expect(walk(first.value, type, true)).toEqual(first);
				expect(walk(first.value, type, false)).toEqual(first);
			}),
			{ numRuns: 500 },
		);
	});
});

describe('the verdict', () => {
	const seen = { valid: 0, invalid: 0 };

	it("is that of the schema library's own validators", () => {
		fc.assert(
			fc.property(fc.gen(), (g) => {
				const type = randomSchema(g);
				const value = randomValue(g, type.schema, type.root);
				// The validators take links and bytes decoded, and write implied values into what they are given.
				const decoded: unknown = dagJson.parse(JSON.stringify(value));
				const verdict = create(withAny(type.schema), type.root).toTyped(decoded) !== undefined;
				seen[verdict ? 'valid' : 'invalid']++;
				const ours = walk(value, type, false).problems;
				expect({ valid: ours.length === 0, ours, value, type }).toEqual({ valid: verdict, ours, value, type });
			}),
			{ numRuns: 1500 },
		);
		expect(Math.min(seen.valid, seen.invalid)).toBeGreaterThan(200);
	});

	/** The validators know Any by the name of its kind alone. */
	function withAny(schema: Schema): Schema {
		return JSON.parse(JSON.stringify(schema).replaceAll('"Any"', '"any"')) as Schema;
	}
});

test('keys of maps are of their type, too', () => {
	const dsl = 'type Word enum {\n\t| High\n\t| Low ("low")\n}\ntype Alias = Word\ntype Counts {Alias: Int}\ntype Pairs {Word: Int} representation listpairs';
	expect(problems({ High: 1, low: 2 }, dsl, 'Counts')).toEqual([]);
	expect(problems({ Low: 2 }, dsl, 'Counts')).toEqual([{ path: 'Low', problem: 'expected one of "High", "low", got "Low"' }]);
	expect(problems([['High', 1], ['Low', 2]], dsl, 'Pairs')).toEqual([{ path: '[1][0]', problem: 'expected one of "High", "low", got "Low"' }]);
});

describe('unions and representations that strings and bytes carry', () => {
	const dsl = `
type Name union {
	| Person "person:"
	| Group "group:"
} representation stringprefix
type Person string
type Group enum {
	| Admins ("admins")
}
type Signature union {
	| Bytes "00"
	| Short "01"
} representation bytesprefix
type Short bytes
type Pairs {String: Int} representation listpairs
type Row struct {
	id Int
	name String
} representation tuple
`;

	it('tells members by the prefix of a string', () => {
		expect(problems('person:ada', dsl, 'Name')).toEqual([]);
		expect(problems('group:users', dsl, 'Name')).toEqual([{ path: '', problem: 'expected one of "admins", got "users"' }]);
		expect(problems('ada', dsl, 'Name')).toEqual([{ path: '', problem: 'expected to begin with "person:" or "group:"' }]);
		expect(shaped('group:admins', dsl, 'Name').value).toBe('group:admins');
	});

	it('tells members by the prefix of bytes', () => {
		expect(problems({ '/': { bytes: 'AQI' } }, dsl, 'Signature')).toEqual([]);
		expect(problems({ '/': { bytes: 'AgI' } }, dsl, 'Signature')[0]?.problem).toContain('begin with the bytes "00" or "01"');
	});

	it('refuses a pair whose key is there already', () => {
		expect(problems([['a', 1], ['a', 2]], dsl, 'Pairs')).toEqual([{ path: '[1]', problem: 'the key "a" is there already' }]);
	});

	it('names the fields of a tuple that is too short', () => {
		expect(problems([1], dsl, 'Row')).toEqual([{ path: '', problem: 'expected 2 entries (id, name), got 1' }]);
	});
});

test('paths read as in expressions', () => {
	expect(pathText(['a', 0, 'b c', '__proto__', 'd'])).toBe('a[0]["b c"].__proto__.d');
	expect(pathText([0, 'a'])).toBe('[0].a');
	expect(pathText([])).toBe('');
});

it('says which parts are secret, by the name of their type', () => {
	const dsl = 'type Secret string\ntype A struct {\n  name String\n  login { String : Secret }\n  keys [Secret]\n}';
	const { secrets } = walk({ name: 'a', login: { root: 'x' }, keys: ['y', 'z'] }, typeOf(dsl, 'A'), false);
	expect(secrets).toEqual([{ path: ['login', 'root'], value: 'x' }, { path: ['keys', 0], value: 'y' }, { path: ['keys', 1], value: 'z' }]);
});
