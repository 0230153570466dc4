import type { Field } from './field.ts';
import { fieldNamed, misfitsOfFields, typeText } from './field.ts';

/** What one part of the row, or the caller, gives. */
export interface Layer {
	/** As messages call it: "the input", "create-volume". */
	from: string;
	/** The fields of each type that it may be of. */
	alternatives: readonly (readonly Field[])[];
}

/** A place in the row: the input, a step, or steps that run at once. */
export type Place = readonly Layer[];

/** Whoever gives a wanted field, the last one first: behind the first come those that count where it leaves the field out. */
export type Source = readonly string[];

/** Why a wanted field is not filled. */
export interface Lack {
	kind: 'missing' | 'perhaps missing' | 'misfit' | 'ambiguous';
	/** What is there, in words. */
	there: string;
}

/**
 * Looks for what fills a field: whoever gives it last, together with those before where he may leave it out. Nobody looks past a
 * field that is there and does not fit: what is within a process cannot be seen from outside, so that a row would mean something else
 * when some of its steps are put into a process of their own.
 *
 * @param before the last one first
 * @param shaping whether whoever takes the field drops what his type does not declare
 * @returns nobody, for a field that may be left out and that nobody gives
 */
export function seek(wanted: Field, before: readonly Place[], shaping: boolean): Source | Lack {
	const names: string[] = [];
	for (const place of before) {
		const [layer, ...others] = givers(place, wanted.key);
		if (layer === undefined) continue;
		if (others.length > 0) return { kind: 'ambiguous', there: `${list([layer, ...others].map((each) => each.from))} run at once, and each gives it` };
		const fields = layer.alternatives.map((alternative) => fieldNamed(alternative, wanted.key));
		const given = fields.filter((field) => field !== undefined);
		const [problem] = given.flatMap((field) => misfitsOfFields(field, wanted, shaping));
		if (problem !== undefined) {
			const types = [...new Set(given.map(typeText))];
			return { kind: 'misfit', there: `${layer.from} gives it as ${types.join(' or ')}: ${problem}` };
		}
		names.push(layer.from);
		if (given.length === fields.length && given.every(({ absent }) => !absent)) return names;
	}
	if (wanted.absent) return names;
	return names.length > 0 ? { kind: 'perhaps missing', there: `${list(names)} may leave it out` } : { kind: 'missing', there: 'nothing before it gives it' };
}

/** Whether a field is filled, if only by nobody. */
export function isFilled(sought: Source | Lack): sought is Source {
	return Array.isArray(sought);
}

function givers(place: Place, key: string): Layer[] {
	return place.filter(({ alternatives }) => alternatives.some((fields) => fieldNamed(fields, key) !== undefined));
}

/** `a, b and c` */
export function list(names: readonly string[]): string {
	return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** What is known behind steps. */
export function placeOf(parts: readonly { name: string; gives: Layer['alternatives'] }[]): Place {
	return parts.map(({ name, gives }) => ({ from: name, alternatives: gives }));
}
