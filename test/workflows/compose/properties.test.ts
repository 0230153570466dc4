import fc from 'fast-check';

import { typeOf } from '../../../nodes/InformationType/schema.ts';
import type { SchemaType } from '../../../nodes/InformationType/schema.ts';
import type { Process } from '../../../workflows/check/process.ts';
import { parseProcess } from '../../../workflows/check/process.ts';
import { misfits } from '../../../workflows/check/subtype.ts';
import type { Composition } from '../../../workflows/compose/compose.ts';
import { compose } from '../../../workflows/compose/compose.ts';
import { fieldsOfType } from '../../../workflows/compose/field.ts';
import { Refusal } from '../../../workflows/compose/refusal.ts';
import { libraryOf } from '../small-library.ts';
import { nodeOf, simulated, typeIn } from './simulated.ts';
import type { Item } from './simulated.ts';
import { step } from './small-steps.ts';

const TYPES = 'type Name string\n\ntype Size enum {\n  | Small\n  | Large\n}\n\ntype Shelf struct {\n  row Int\n  name optional Name\n}';

/** Types, each with a value of it by a number. Some are good for others: Int for Float, Name and Size for String. */
const VALUES: Readonly<Record<string, (number: number) => unknown>> = {
	Int: (number) => number,
	Float: (number) => number + 0.5,
	String: (number) => `text ${number}`,
	Name: (number) => `name ${number}`,
	Size: (number) => (number % 2 === 0 ? 'Small' : 'Large'),
	Shelf: (number) => (number % 2 === 0 ? { row: number } : { row: number, name: 'A' }),
	'[Name]': (number) => Array.from({ length: number % 3 }, () => 'B'),
	'nullable Int': (number) => (number % 2 === 0 ? null : number),
};

/** Of each name the types are near to each other, so that what was drawn by lot fits now and then. */
const NAMES: Readonly<Record<string, readonly string[]>> = { a: ['Int', 'Int', 'Float'], b: ['String', 'Name', 'Size'], c: ['Shelf'], d: ['[Name]', 'Name'], 'e-f': ['nullable Int', 'Int'] };

const field = fc.constantFrom(...Object.keys(NAMES)).chain((key) => fc.record({ key: fc.constant(key), type: fc.constantFrom(...NAMES[key]!), optional: fc.boolean() }));
const fields = (least: number) => fc.uniqueArray(field, { selector: ({ key }) => key, minLength: least, maxLength: 3 });
type Fields = { key: string; type: string; optional: boolean }[];

/** A name with a hyphen can only be written. */
const text = (all: Fields) => all.map(({ key, type, optional }) => `${key.replace('-', '')} ${optional ? 'optional ' : ''}${type}${key.includes('-') ? ` (rename "${key}")` : ''}`).join('\n');

const small = (id: string) => fc.record({ takes: fields(1), gives: fields(0) }).map(({ takes, gives }) => {
	const made = step({ id, takes: text(takes), gives: text(gives), types: TYPES });
	const trigger = nodeOf(made, 'When called');
	trigger.parameters = { workflowInputs: { values: takes.map(({ key }) => ({ name: key, type: 'any' })) } };
	return made;
});

const IDS = ['one', 'two', 'three', 'four'];
const library = fc.tuple(...IDS.map(small));
/** A row of them, in which some run at once. */
const row = fc.array(fc.uniqueArray(fc.constantFrom(...IDS), { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 4 });

/** Composes, unless types do not fit. */
function tried(name: string, parts: readonly (readonly string[])[], steps: readonly Process[]): Composition | undefined {
	try {
		return compose({ name, row: parts, key: [] }, libraryOf(...steps));
	} catch (error) {
		if (!(error instanceof Refusal) || error.message.includes('npm run check')) throw error;
		return undefined;
	}
}

/** Values out of numbers, one after another. */
function giver(numbers: readonly number[]): (type: SchemaType) => Item {
	let at = 0;
	const next = () => numbers[at++ % numbers.length]!;
	return (type) => {
		const given: Item = {};
		for (const { key, typed, absent } of fieldsOfType(type) ?? []) {
			const name = typeof typed.type === 'string' ? typed.type : '[Name]';
			if (!absent || next() % 3 > 0) given[key] = VALUES[typed.nullable === true ? `nullable ${name}` : name]!(next());
		}
		return given;
	};
}

const numbers = fc.array(fc.nat(1_000), { minLength: 5, maxLength: 30 });

it('what is composed passes every rule, and no item on its way is of another type than is wanted', () => {
	let composed = 0;
	fc.assert(
		fc.property(library, row, numbers, (steps, parts, seeds) => {
			const composition = tried('made', parts, steps);
			if (composition === undefined) return;
			composed += 1;
			const give = giver(seeds);
			const begin = nodeOf(composition.workflow, 'Begin');
			const input = give(typeIn(begin.parameters));
			// Called by another workflow, n8n gives null for what is left out.
			const all = Object.fromEntries((fieldsOfType(typeIn(begin.parameters)) ?? []).map(({ key }) => [key, input[key] ?? null]));
			expect(simulated(composition.workflow, steps, all, give).problems).toEqual([]);
		}),
		{ numRuns: 40 },
	);
	expect(composed).toBeGreaterThan(5);
}, 120_000);

it('nodes lie side by side, and wires go to the right', () => {
	fc.assert(
		fc.property(fc.array(fc.constantFrom('one', 'two', 'one+two'), { minLength: 1, maxLength: 12 }), fc.boolean(), (parts, isAsked) => {
			const steps = [step({ id: 'one', takes: 'a Int', gives: 'b Int' }), step({ id: 'two', takes: 'a Int', gives: 'c Int' })];
			const webhook = { method: 'POST', path: 'made', groups: ['readers'], set: {} };
			const { workflow } = compose({ name: 'made', row: parts.map((part) => part.split('+')), key: [], ...(isAsked && { webhook }) }, libraryOf(...steps));
			const notes = workflow.nodes.filter(({ type }) => type.endsWith('stickyNote'));
			const nodes = workflow.nodes.filter((node) => !notes.includes(node));
			// A node with the name below it.
			const boxes = nodes.map(({ name, position: [x, y] }) => ({ name, x, y, width: 96, height: 140 }));
			const noteBoxes = notes.map(({ name, position: [x, y], parameters: { width, height } }) => ({ name, x, y, width: Number(width), height: Number(height) }));
			type Box = (typeof boxes)[number];
			const overlap = (one: Box, other: Box) => one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;
			const pairs = (all: Box[]) => all.flatMap((one, index) => all.slice(index + 1).map((other) => [one, other] as const));
			expect(pairs(boxes).filter(([one, other]) => overlap(one, other))).toEqual([]);
			expect(pairs(noteBoxes).filter(([one, other]) => overlap(one, other))).toEqual([]);
			// The overview hides nothing, and a note has the whole of a node or nothing of it.
			const inside = (note: Box, node: Box) => node.x >= note.x && node.x + node.width <= note.x + note.width && node.y >= note.y && node.y <= note.y + note.height;
			expect(noteBoxes.flatMap((note, index) => boxes.filter((node) => overlap(note, node) && (index === 0 || !inside(note, node))).map(({ name }) => name))).toEqual([]);
			const at = new Map(nodes.map(({ name, position: [x] }) => [name, x]));
			const back = Object.entries(workflow.connections).flatMap(([from, { main }]) => main.flat().filter(({ node: to }) => at.get(to)! <= at.get(from)!).map(({ node: to }) => `${from} → ${to}`));
			expect(back).toEqual([]);
		}),
		{ numRuns: 12 },
	);
}, 120_000);

it('takes and gives the same, whichever of its steps are put into a process of their own', () => {
	let composed = 0;
	const same = (one: SchemaType, other: SchemaType) => [...misfits(one, other), ...misfits(other, one)];
	fc.assert(
		fc.property(library, fc.shuffledSubarray(IDS, { minLength: 3, maxLength: 3 }), fc.integer({ min: 1, max: 2 }), (steps, [a, b, c], cut) => {
			const flat = tried('flat', [[a!], [b!], [c!]], steps);
			const inner = flat && tried('inner', cut === 1 ? [[b!], [c!]] : [[a!], [b!]], steps);
			if (flat === undefined || inner === undefined || inner.leftOut.length + flat.leftOut.length > 0) return;
			composed += 1;
			const nested = compose({ name: 'nested', row: cut === 1 ? [[a!], ['inner']] : [['inner'], [c!]], key: [] }, libraryOf(...steps, parseProcess('inner', inner.file).process!));
			const typesOf = ({ workflow }: Composition) => ['Begin', 'Finish'].map((name) => typeIn(nodeOf(workflow, name).parameters));
			const [flatTypes, nestedTypes] = [typesOf(flat), typesOf(nested)];
			expect(flatTypes.map((type, index) => same(type, nestedTypes[index]!))).toEqual([[], []]);
		}),
		{ numRuns: 40 },
	);
	expect(composed).toBeGreaterThan(3);
}, 120_000);

it('a type that was made of fields is written as a schema that says the same', () => {
	const { schema, root } = typeOf(`type All struct {\n${text(Object.keys(VALUES).map((type, index) => ({ key: `x-${index}`, type, optional: index % 2 === 0 })))}\n}\n${TYPES}`, 'All');
	const all = step({ id: 'all', takes: text(Object.keys(VALUES).map((type, index) => ({ key: `x${index}`, type, optional: index % 2 === 0 }))), gives: 'done Bool', types: TYPES });
	const { workflow } = compose({ name: 'made', row: [['all']], key: [] }, libraryOf(all));
	const made = typeIn(nodeOf(workflow, 'Begin').parameters);
	expect(fieldsOfType({ schema, root })!.map(({ typed, absent }) => [typed, absent])).toEqual(fieldsOfType(made)!.map(({ typed, absent }) => [typed, absent]));
});
