import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

import { parseSchema, typeOf } from '../../../nodes/InformationType/schema.ts';
import { walk } from '../../../nodes/InformationType/validate/walk.ts';

/** What IPLD's own schema tools are tested with; the package ships it. */
const fixtures = join(import.meta.dirname, '../../../node_modules/@ipld/schema/test/fixtures');

interface Fixture {
	schema: string;
	/** Where it is not said, the type that is named like the file, or the first. */
	root?: string;
	/** Values that satisfy it, as JSON. */
	blocks?: { actual: string }[];
	badBlocks?: string[];
}

/** Representations of structs and maps in one string, and types that code defines: refused by name. */
const UNSUPPORTED: Record<string, string> = {
	'advanced.yml': 'representation advanced, which is not supported',
	'map-stringpairs.yml': 'representation stringpairs, which is not supported',
	'struct-stringjoin-custom-fieldorder.yml': 'representation stringjoin, which is not supported',
	'struct-stringjoin.yml': 'representation stringjoin, which is not supported',
	'struct-stringpairs.yml': 'representation stringpairs, which is not supported',
	// Spells a type in two ways.
	'garbage-case-names.yml': 'refers to "BahamasNodeUnion", which is not defined',
};
/** For readers that take text for numbers, which the specification does not. */
const LOOSE = '"foo": "100"';

const all = readdirSync(join(fixtures, 'bulk')).map((file): [string, Fixture] => [
	file,
	parse(readFileSync(join(fixtures, 'bulk', file), 'utf8')) as Fixture,
]);

describe("IPLD's own examples", () => {
	it.each(all)('%s', (file, { schema, root, blocks = [], badBlocks = [] }) => {
		if (file in UNSUPPORTED) {
			expect(() => parseSchema(schema)).toThrow(UNSUPPORTED[file]);
			return;
		}
		const names = Object.keys(parseSchema(schema).types);
		const type = typeOf(schema, root ?? names.find((name) => `${name}.yml`.toLowerCase() === file.replaceAll('-', '')) ?? names[0] ?? '');
		const isValid = (json: string) => walk(JSON.parse(json), type, false).problems.length === 0;
		for (const { actual } of blocks.filter((block) => !block.actual.includes(LOOSE))) expect([actual, isValid(actual)]).toEqual([actual, true]);
		for (const json of badBlocks) expect([json, isValid(json)]).toEqual([json, false]);
	});

	it('are many, with values', () => {
		expect(all.length).toBeGreaterThan(30);
		expect(all.flatMap(([, { blocks = [], badBlocks = [] }]) => [...blocks, ...badBlocks]).length).toBeGreaterThan(80);
	});
});

describe("IPLD's schema of schemas", () => {
	const dsl = readFileSync(join(fixtures, 'schema-schema.ipldsch'), 'utf8');

	it.each(['schema-schema.ipldsch.json', 'examples.ipldsch.json'])('describes %s', (file) => {
		// Comments are the tools' own addition.
		const value: unknown = JSON.parse(readFileSync(join(fixtures, file), 'utf8'), (key, part: unknown) => (key === 'comments' ? undefined : part));
		expect(walk(value, typeOf(dsl, 'Schema'), false).problems).toEqual([]);
	});
});
