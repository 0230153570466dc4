import type { Library } from '../check/library.ts';
import { derivedInput, derivedOutput } from './derived-type.ts';
import type { DerivedOutput } from './derived-type.ts';
import type { Field } from './field.ts';
import { typeText } from './field.ts';
import { nodeNames } from './node-names.ts';
import type { Part } from './part.ts';
import { partNamed } from './part.ts';
import type { Lack, Place, Source } from './place.ts';
import { isFilled, placeOf, seek } from './place.ts';
import type { ProcessType } from './process-type.ts';
import { derivedType, packageType } from './process-type.ts';
import { Refusal } from './refusal.ts';
import type { Request } from './request.ts';
import { typeNameOf } from './request.ts';

/** A field that is wanted, and where it comes from. */
export interface Filled {
	field: Field;
	source: Source;
}

/** A part in its place, and where its input comes from. */
export interface PlannedPart {
	part: Part;
	filled: readonly Filled[];
}

/** What one node runs: a part, or several at once. */
export interface PlannedPlace {
	node: string;
	parts: readonly PlannedPart[];
}

/** All that is decided before anything is drawn. */
export interface Plan {
	request: Request;
	input: ProcessType;
	places: readonly PlannedPlace[];
	output: ProcessType;
	/** Where the fields of the output come from. */
	given: readonly Filled[];
	/** What the steps give and the process does not, because nobody can say what it would be. */
	leftOut: DerivedOutput['leftOut'];
}

/**
 * Decides what is run, with what, and what the whole takes and gives.
 *
 * @throws Refusal with every field that cannot be filled
 */
export function planned(request: Request, library: Library): Plan {
	const { name } = request;
	const other = library.processes.find(({ id, folder }) => id === name && folder !== name);
	if (other !== undefined) throw new Refusal(`${other.folder} has the id "${name}" already: choose another --name.`);
	const row = request.row.map((names) => names.map((each) => partNamed(each, name, library)));
	const input = request.input === undefined ? derivedType(`${typeNameOf(name)}Input`, derivedInput(row)) : packageType(request.input, '--input');
	checkKey(request, input);
	checkSet(request, input);
	const nodes = nodeNames(row);
	const before: Place[] = [placeOf([{ name: 'the input', gives: [input.fields] }])];
	const lacks: string[] = [];
	const places = row.map((parts, index): PlannedPlace => {
		const filled = parts.map((part) => ({ part, filled: fill(part, before, input, lacks) }));
		before.unshift(placeOf(parts));
		return { node: nodes[index]!, parts: filled };
	});
	if (lacks.length > 0) throw new Refusal(...lacks);
	const { leftOut, fields } = request.output === undefined ? derivedOutput(before) : { leftOut: [], fields: [] };
	const output = request.output === undefined ? derivedType(`${typeNameOf(name)}Output`, fields) : packageType(request.output, '--output');
	const given = fill({ name: 'the process', verb: 'gives', takes: output.fields, shaping: false }, before, input, lacks);
	if (lacks.length > 0) throw new Refusal(...lacks);
	return { request, input, places, output, given, leftOut };
}

interface Taker {
	name: string;
	verb?: string;
	takes: readonly Field[];
	shaping: boolean;
}

function fill({ name, verb = 'takes', takes, shaping }: Taker, before: readonly Place[], input: ProcessType, lacks: string[]): Filled[] {
	return takes.flatMap((field) => {
		const source = seek(field, before, shaping);
		if (isFilled(source)) return [{ field, source }];
		lacks.push(`${name} ${verb} "${field.key}" as ${typeText(field)}, but ${source.there}. ${toDo(source, field, input)} ${known(before)}`);
		return [];
	});
}

function toDo({ kind }: Lack, field: Field, input: ProcessType): string {
	switch (kind) {
		case 'missing':
			return `Put a step before it that gives ${field.key}, add the field to ${input.name}, or leave --input out, and the process takes it.`;
		case 'perhaps missing':
			return `Let one of them give it always, or add it to ${input.name}.`;
		case 'misfit':
			return `Let it give that under another name, put a step between that gives ${field.key} as ${typeText(field)}, or change one of the two types.`;
		case 'ambiguous':
			return 'Let them run one after the other, or let one give it under another name.';
	}
}

function known(before: readonly Place[]): string {
	const all = before.toReversed().flatMap((place) => place.flatMap(({ from, alternatives }) => alternatives.flat().map((field) => `${field.key} ${typeText(field)} (${from})`)));
	return `There is: ${[...new Set(all)].join(', ') || 'nothing'}.`;
}

/** Only what is always there and is one word can tell requests apart. */
function checkKey({ key }: Request, { name, fields }: ProcessType): void {
	for (const word of key) {
		const field = fields.find((each) => each.key === word);
		const there = fields.map((each) => each.key).join(', ');
		if (field === undefined) throw new Refusal(`--key names "${word}", which ${name} does not have. There is: ${there || 'nothing'}.`);
		if (field.absent) throw new Refusal(`--key names "${word}", which ${name} may leave out: a key is made of what is always there.`);
	}
}

function checkSet({ webhook }: Request, { name, fields }: ProcessType): void {
	const stray = Object.keys(webhook?.set ?? {}).find((key) => !fields.some((field) => field.key === key));
	if (stray !== undefined) throw new Refusal(`--set names "${stray}", which ${name} does not have. There is: ${fields.map(({ key }) => key).join(', ') || 'nothing'}.`);
}
