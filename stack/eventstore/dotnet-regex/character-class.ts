import type { Cursor } from './cursor.ts';
import { characterEscape, literal } from './escapes.ts';

/** Translates a class; the cursor stands behind its opening bracket. `[a-z-[aeiou]]` is .NET's subtraction. */
export function characterClass(cursor: Cursor): string {
	const negation = cursor.match(/\^/y) ?? '';
	// A bracket right at the beginning stands for itself.
	let items = cursor.match(/\]/y) === undefined ? '' : literal(']');
	for (;;) {
		if (cursor.match(/\]/y) !== undefined) return `[${negation}${items}]`;
		if (cursor.match(/-\[/y) !== undefined) {
			const subtracted = characterClass(cursor);
			if (cursor.match(/\]/y) === undefined) throw cursor.error('a subtraction must be the last in its class');
			return `[[${negation}${items}]--${subtracted}]`;
		}
		items += item(cursor);
	}
}

function item(cursor: Cursor): string {
	const first = member(cursor);
	if (cursor.match(/-(?![\]\[])/y) === undefined) return first;
	if (first.startsWith('[') || /^\\p/i.test(first)) return `${first}${literal('-')}`;
	return `${first}-${member(cursor)}`;
}

function member(cursor: Cursor): string {
	const character = cursor.take();
	if (character !== '\\') return literal(character);
	if (cursor.match(/b/y) !== undefined) return String.raw`\x08`;
	const escape = characterEscape(cursor);
	if (escape === undefined) throw cursor.error('a class has an escape that is not known here');
	return escape;
}
