import { typeText } from './field.ts';
import type { Field } from './field.ts';
import type { Filled, Plan } from './plan.ts';
import type { ProcessType } from './process-type.ts';

/** The types between the steps, as a table that a terminal shows. */
export function explained({ request, input, places, output, given, leftOut }: Plan): string {
	const rows: string[][] = [['', 'takes', 'from', 'gives']];
	const add = (title: string, takes: readonly Filled[], gives: readonly string[]) => {
		for (let line = 0; line < Math.max(1, takes.length, gives.length); line++) {
			const taken = takes[line];
			rows.push([line === 0 ? title : '', taken ? declared(taken.field) : '', taken ? origin(taken) : '', gives[line] ?? '']);
		}
	};
	add('the input', [], input.fields.map(declared));
	for (const [index, { parts }] of places.entries()) {
		for (const [at, { part, filled }] of parts.entries()) {
			const number = at === 0 ? `${index + 1}` : '+';
			add(`${number} ${part.name}`, filled, [...new Set(part.gives.flat().map(declared))]);
		}
	}
	add('the output', given, []);
	const notes = leftOut.map(({ key, why }) => `Not in the output: ${key}, for ${why}. Name a type with --output to have it.`);
	return [`${request.name}: ${input.name} → ${output.name}`, '', ...table(rows), '', ...text('takes', input), '', ...text('gives', output), ...(notes.length > 0 ? ['', ...notes] : [])].join('\n');
}

/** `size optional Int` */
export function declared(field: Field): string {
	return `${field.key} ${field.absent ? 'optional ' : ''}${typeText(field)}`;
}

function origin({ source }: Filled): string {
	return source.length === 0 ? 'nobody: left out' : source.join(', or else ');
}

function text(verb: string, { name, chosen }: ProcessType): string[] {
	return chosen.source === 'package' ? [`It ${verb} ${name} of types/${chosen.type.split('#')[0]}.ipldsch.`] : [`It ${verb} ${name}, made of its steps' types:`, '', ...chosen.schema.split('\n').map((line) => (line === '' ? '' : `  ${line}`))];
}

function table(rows: readonly string[][]): string[] {
	const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
	return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ').trimEnd());
}
