import type { Cursor } from './cursor.ts';

/**
 * Character sets of .NET's escapes, as the inside of a JavaScript class with the `v` flag: .NET's are Unicode's, where
 * JavaScript's `\d` and `\w` are ASCII's.
 */
const sets: Record<string, string> = {
	d: String.raw`\p{Nd}`,
	w: String.raw`\p{L}\p{Mn}\p{Nd}\p{Pc}`,
	s: String.raw`\t-\r\x85\p{Z}`,
};

const controls: Record<string, string> = {
	a: String.raw`\x07`, e: String.raw`\x1b`, f: String.raw`\f`, n: String.raw`\n`, r: String.raw`\r`, t: String.raw`\t`,
	v: String.raw`\v`,
};

/** A character set as a JavaScript class. */
export function characterSet(letter: string): string {
	const set = sets[letter.toLowerCase()] ?? '';
	return letter === letter.toLowerCase() ? `[${set}]` : `[^${set}]`;
}

/** A character as it stands for itself, inside and outside a class. */
export function literal(character: string): string {
	return /^[\p{L}\p{N}_ ]$/u.test(character) ? character : `\\u{${character.codePointAt(0)?.toString(16)}}`;
}

/**
 * Translates an escape that means one character or one set of them; the cursor stands behind the backslash.
 *
 * @returns undefined for an escape that means something else
 */
export function characterEscape(cursor: Cursor): string | undefined {
	const letter = cursor.peek();
	if (letter === undefined) throw cursor.error('it ends with a backslash');
	if ('dDwWsS'.includes(letter)) return characterSet(cursor.take());
	if (letter === 'p' || letter === 'P') return property(cursor);
	const control = controls[letter];
	if (control !== undefined) {
		cursor.take();
		return control;
	}
	const coded = cursor.match(/x[\da-f]{2}|u[\da-f]{4}|c[a-z]|0[0-7]{0,2}/iy);
	if (coded !== undefined) return literal(decode(coded));
	if (/[\p{L}\p{N}_]/u.test(letter)) return undefined;
	return literal(cursor.take());
}

function decode(coded: string): string {
	switch (coded[0]?.toLowerCase()) {
		case '0': return String.fromCodePoint(Number.parseInt(coded, 8));
		case 'c': return String.fromCodePoint(coded.toUpperCase().charCodeAt(1) - 64);
		default: return String.fromCodePoint(Number.parseInt(coded.slice(1), 16));
	}
}

/** Unicode categories have the same names in both dialects; .NET's blocks (`\p{IsGreek}`) are not known here. */
function property(cursor: Cursor): string {
	const text = cursor.match(/[pP]\{(?:[A-Z][a-z]?)\}/y);
	if (text === undefined) throw cursor.error('it names a Unicode block or a category that is not known here');
	return `\\${text}`;
}
