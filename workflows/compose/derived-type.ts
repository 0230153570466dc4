import type { Field } from './field.ts';
import { misfitsOfFields, typeText } from './field.ts';
import type { Part } from './part.ts';
import { isFilled, placeOf, seek } from './place.ts';
import type { Place } from './place.ts';
import { Refusal } from './refusal.ts';

/** A field that some step needs, and no step before gives. */
interface Need {
	field: Field;
	by: Part;
}

/**
 * What a process must be given: the fields that its steps take and no step before gives. One that a step before gives, but not
 * as it is wanted, is no such field: that the two do not fit is told of the steps.
 *
 * @throws Refusal when two steps take a field as types of which neither is good for both
 */
export function derivedInput(row: readonly (readonly Part[])[]): Field[] {
	const needs = new Map<string, Need[]>();
	const before: Place[] = [];
	for (const parts of row) {
		for (const by of parts) {
			for (const field of by.takes) {
				const sought = seek(field, before, by.shaping);
				const needed = isFilled(sought) ? sought.length === 0 : ['missing', 'perhaps missing'].includes(sought.kind);
				if (needed) needs.set(field.key, [...(needs.get(field.key) ?? []), { field, by }]);
			}
		}
		before.unshift(placeOf(parts));
	}
	return [...needs.values()].map(narrowest);
}

/** The one of the types whose values are good for all. */
function narrowest(needs: Need[]): Field {
	const good = needs.find(({ field }) => needs.every((other) => misfitsOfFields(field, other.field, other.by.shaping).length === 0));
	if (good === undefined) {
		const wishes = needs.map(({ field, by }) => `${by.name} takes ${typeText(field)}`);
		throw new Refusal(`"${needs[0]!.field.key}": nobody before gives it, and no type is good for all who take it: ${[...new Set(wishes)].join(', ')}. Let the steps take one type, or name the type of the whole with --input.`);
	}
	return { ...good.field, absent: needs.every(({ field }) => field.absent) };
}

/** What a process gives when nobody says otherwise, and what of its steps' outputs is not among it. */
export interface DerivedOutput {
	fields: Field[];
	/** Names, each with the reason. */
	leftOut: { key: string; why: string }[];
}

/**
 * What all steps give together; of fields with the same name the last one counts, unless it may be left out. So a process in the
 * middle of another one gives what its steps would give there.
 *
 * @param places the last one first, behind them the input: what a step may leave out is as it was before
 */
export function derivedOutput(places: readonly Place[]): DerivedOutput {
	const given = places.slice(0, -1).toReversed().flatMap((place) => place.flatMap(({ alternatives }) => alternatives.flat()));
	const output: DerivedOutput = { fields: [], leftOut: [] };
	for (const key of new Set(given.map((field) => field.key))) {
		// The last one first: what it is called there is what it is called here.
		const candidates = given.filter((field) => field.key === key).toReversed();
		const good = candidates.find((candidate) => isFilled(seek({ ...candidate, absent: true }, places, false)));
		if (good !== undefined) output.fields.push({ ...good, absent: !isFilled(seek({ ...good, absent: false }, places, false)) });
		else output.leftOut.push({ key, why: whyNot(candidates[0]!, places) });
	}
	return output;
}

function whyNot(field: Field, places: readonly Place[]): string {
	const sought = seek(field, places, false);
	return isFilled(sought) ? '' : sought.there;
}
