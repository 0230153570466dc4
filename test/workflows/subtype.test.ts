import fc from 'fast-check';

import { checkSchema } from '../../nodes/InformationType/check-schema.ts';
import { typeOf } from '../../nodes/InformationType/schema.ts';
import { walk } from '../../nodes/InformationType/validate/walk.ts';
import { misfits } from '../../workflows/check/subtype.ts';
import { randomSchema, randomValue } from '../nodes/InformationType/random-type.ts';

/** Compares the types Given and Wanted of a schema. */
const compared = (dsl: string, shaping = false) => misfits(typeOf(dsl, 'Given'), typeOf(dsl, 'Wanted'), shaping);
const struct = (name: string, fields: string) => `type ${name} struct {\n${fields}\n}\n`;
const structs = (given: string, wanted: string) => struct('Given', given) + struct('Wanted', wanted);
const union = (name: string, members: string, way: string) => `type ${name} union {\n${members}\n} representation ${way}\n`;

describe('a type fits another', () => {
	it.each([
		['the same fields', structs('a String', 'a String')],
		['an optional field that is missing', structs('a String', 'a String\nb optional Int')],
		['a field that means a value when it is left out', structs('a optional Int', 'a Int (implicit 7)')],
		['an integer for a float', structs('a Int', 'a Float')],
		['anything for Any', structs('a {String:[Int]}\nb nullable String', 'a Any\nb Any')],
		['null where it may be', structs('a nullable Int', 'a nullable Float')],
		['a renamed field by its written name', structs('a String (rename "b")', 'b String')],
		['an enum for a text', `type Level enum {\n| Low\n}\n${structs('a Level', 'a String')}`],
		['fewer values of an enum', `type Few enum {\n| Low\n}\ntype Many enum {\n| High\n| Low\n}\n${structs('a Few', 'a Many')}`],
		['another name', 'type A struct {\n a Int\n}\ntype Given = A\ntype Wanted = A\n'],
		['a struct for a map of its fields', `${struct('Given', 'a Int\nb Int')}type Wanted {String:Float}\n`],
		['keys of an enum for any keys', 'type Level enum {\n| Low\n}\ntype Given {Level:Int}\ntype Wanted {String:Int}\n'],
		['a struct for a map whose keys are its fields', `type Level enum {\n| High\n| Low ("low")\n}\n${struct('Given', 'low Int')}type Wanted {Level:Int}\n`],
		['a link to anything more special', structs('a &String', 'a &Any')],
		['a recursive type', struct('Given', 'a String\nnext optional Given') + struct('Wanted', 'a Any\nnext optional Wanted\nb optional Int')],
		['recursion in other steps', 'type Given [[Given]]\ntype Wanted [Other]\ntype Other [[Other]]\n'],
		['a member of a kinded union', `type Given string\n${union('Wanted', '| String string\n| Int int', 'kinded')}`],
		['fewer members by their keys', union('Given', '| Int "a"', 'keyed') + union('Wanted', '| Int "a"\n| String "b"', 'keyed')],
	])('%s', (_, dsl) => {
		expect(compared(dsl)).toEqual([]);
	});
});

describe('a type does not fit another', () => {
	it.each([
		['a field that is missing', structs('a String', 'a String\nb Int'), ['b is missing']],
		['a field that may be missing', structs('a optional String', 'a String'), ['a may be missing']],
		['a field that is not declared', structs('a String\nb Int', 'a String'), ['b is not declared there']],
		['a field of another kind', structs('a [{String:Int}]', 'a [{String:String}]'), ['a["*"]["*"] is int, expected string']],
		['a float for an integer', structs('a Float', 'a Int'), ['a is float, expected int']],
		['null where it may not be', structs('a nullable Int', 'a Int'), ['a is null, expected int']],
		['Any for something', structs('a Any', 'a String'), ['a is any, expected string']],
		['a text for an enum', `type Level enum {\n| Low\n}\n${structs('a String', 'a Level')}`, ['a is string, expected enum']],
		['more values of an enum', `type Few enum {\n| Low\n}\ntype Many enum {\n| High\n| Low\n}\n${structs('a Many', 'a Few')}`, ['a may be "High", expected "Low"']],
		['a map for a struct', `type Given {String:Int}\n${struct('Wanted', 'a optional Int')}`, ['the value is map, expected struct']],
		['any keys for those of an enum', 'type Level enum {\n| Low\n}\ntype Given {String:Int}\ntype Wanted {Level:Int}\n', ['["*"] is string, expected enum']],
		['a field that is no key of a map', `type Level enum {\n| Low\n}\n${struct('Given', 'Low Int\nb Int')}type Wanted {Level:Int}\n`, ['b may be "b", expected "Low"']],
		['another representation', `type Given struct {\na Int\n} representation tuple\n${struct('Wanted', 'a Int')}`, ['the value is written as tuple, expected map']],
		['other entries of a tuple', 'type Given struct {\na Int\nb Int\n} representation tuple\ntype Wanted struct {\na Int\n} representation tuple\n', ['the value has 2 entries, expected 1']],
		['a link to something else', `${struct('A', 'a Int')}${struct('B', 'b Int')}${structs('c &A', 'c &B')}`, ['c["/"].a is not declared there', 'c["/"].b is missing']],
		['a link to anything', structs('c &Any', 'c &Given'), ['c["/"] is any, expected struct']],
		['a kind that a union lacks', `type Given float\n${union('Wanted', '| String string\n| Int int', 'kinded')}`, ['the value may be Float, expected string or int']],
		['a whole number that a member refuses', `type One enum {\n| One ("1")\n} representation int\ntype Given float\n${union('Wanted', '| One int\n| Float float', 'kinded')}`, ['the value is int, expected enum']],
		['another order of a tuple', 'type Given struct {\na Int\nb String\n} representation tuple {\nfieldOrder ["b","a"]\n}\ntype Wanted struct {\na Int\nb String\n} representation tuple\n', ['[0] is string, expected int', '[1] is int, expected string']],
		['a member that a union lacks', union('Given', '| Int "a"\n| Int "c"', 'keyed') + union('Wanted', '| Int "a"', 'keyed'), ['the value may be "c", expected a']],
		['a union told apart otherwise', union('Given', '| Int "a"', 'keyed') + union('Wanted', '| Int "a"', 'envelope {\ndiscriminantKey "t"\ncontentKey "c"\n}'), ['the value tells its members apart in another way']],
	])('%s', (_, dsl, problems) => {
		expect(compared(dsl)).toEqual(problems);
	});

	it('unless the other drops what it does not declare', () => {
		expect(compared(structs('a String\nb Int', 'a String'), true)).toEqual([]);
	});
});

describe('of random types', () => {
	/** What n8n's checks refuse is no schema here either. */
	const isUsable = (schema: Parameters<typeof checkSchema>[0]) => {
		try {
			checkSchema(schema, '');
			return true;
		} catch {
			return false;
		}
	};

	it('every value of one that fits another is a value of the other', () => {
		let fitting = 0;
		fc.assert(
			fc.property(fc.gen(), (g) => {
				const { schema } = randomSchema(g);
				fc.pre(isUsable(schema));
				const names = [...Object.keys(schema.types), 'String', 'Int', 'Float', 'Any'];
				const pick = () => names[g(fc.integer, { min: 0, max: names.length - 1 })]!;
				const given = { schema, root: pick() };
				const wanted = { schema, root: pick() };
				const shaping = g(fc.boolean);
				if (misfits(given, wanted, shaping).length > 0) return;
				if (given.root !== wanted.root) fitting++;
				const value = randomValue(g, schema, given.root);
				if (walk(value, given, false).problems.length > 0) return;
				expect(walk(value, wanted, shaping).problems).toEqual([]);
			}),
			{ numRuns: 3000 },
		);
		// The property would hold of a comparison that refuses everything.
		expect(fitting).toBeGreaterThan(100);
	});

	it('each fits itself', () => {
		fc.assert(
			fc.property(fc.gen(), (g) => {
				const type = randomSchema(g);
				fc.pre(isUsable(type.schema));
				expect(misfits(type, type)).toEqual([]);
			}),
		);
	});
});
