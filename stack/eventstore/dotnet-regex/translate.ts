import { characterClass } from './character-class.ts';
import { Cursor } from './cursor.ts';
import { characterEscape, characterSet, literal } from './escapes.ts';

/** Options that an expression can switch by itself: `(?i)`, `(?s-m:…)`. */
interface Options {
	i: boolean;
	m: boolean;
	n: boolean;
	s: boolean;
	x: boolean;
}

/** In JavaScript, without the `m` flag: `^` and `$` are the ends of the text. */
const anchors = {
	start: '^',
	end: '$',
	endOrLastLineEnd: String.raw`(?=\n?$)`,
	lineStart: String.raw`(?<=\n|^)`,
	lineEnd: String.raw`(?=\n|$)`,
};

const word = characterSet('w');
const boundary = `(?:(?<=${word})(?!${word})|(?<!${word})(?=${word}))`;
const noBoundary = `(?:(?<=${word})(?=${word})|(?<!${word})(?!${word}))`;

/**
 * Compiles a regular expression of .NET's dialect, which is the one of the database's filters. What JavaScript cannot
 * express is refused rather than read differently: atomic groups, conditions, balancing groups, `\G`, Unicode blocks.
 *
 * @throws SyntaxError saying what cannot be read, and where
 * @see https://learn.microsoft.com/dotnet/standard/base-types/regular-expression-language-quick-reference
 */
export function compileDotnetRegex(pattern: string): RegExp {
	const cursor = new Cursor(pattern);
	const source = alternatives(cursor, { i: false, m: false, n: false, s: false, x: false });
	if (!cursor.done) throw cursor.error('it closes a group that it did not open');
	return new RegExp(source, 'v');
}

/** Translates up to the end of the group. An option switched in its midst holds for what follows, alternatives too. */
function alternatives(cursor: Cursor, outer: Options): string {
	let options = { ...outer };
	let source = '';
	let opened = 0;
	while (!cursor.done && cursor.peek() !== ')') {
		const switched = cursor.match(/\(\?[imnsx]*(?:-[imnsx]+)?\)/y);
		if (switched !== undefined) {
			options = switchOptions(options, switched.slice(2, -1));
			source += caseGroup(options);
			opened += 1;
		} else if (cursor.match(/\|/y) !== undefined) {
			source += `${')'.repeat(opened)}|${opened > 0 ? caseGroup(options) : ''}`;
			opened = Math.min(opened, 1);
		} else source += part(cursor, options);
	}
	return source + ')'.repeat(opened);
}

function part(cursor: Cursor, options: Options): string {
	const character = cursor.take();
	switch (character) {
		case '(': return group(cursor, options);
		case '[': return characterClass(cursor);
		case '\\': return escape(cursor);
		case '.': return options.s ? String.raw`[\s\S]` : String.raw`[^\n]`;
		case '^': return options.m ? anchors.lineStart : anchors.start;
		case '$': return options.m ? anchors.lineEnd : anchors.endOrLastLineEnd;
		case '*':
		case '+':
		case '?': return character;
		case '{': {
			const counts = cursor.match(/\d+(?:,\d*)?\}/y);
			return counts === undefined ? literal(character) : character + counts;
		}
	}
	if (options.x && /\s/.test(character)) return '';
	if (options.x && character === '#') {
		cursor.match(/[^\n]*/y);
		return '';
	}
	return literal(character);
}

function group(cursor: Cursor, options: Options): string {
	if (cursor.match(/\?#[^)]*/y) !== undefined) return close(cursor, '', '');
	const scoped = cursor.match(/\?[imnsx]*(?:-[imnsx]+)?:/y);
	if (scoped !== undefined) {
		const inner = switchOptions(options, scoped.slice(1, -1));
		return close(cursor, caseGroup(inner), alternatives(cursor, inner));
	}
	const look = cursor.match(/\?(?:<?[=!])/y);
	if (look !== undefined) return close(cursor, `(${look}`, alternatives(cursor, options));
	const named = cursor.match(/\?(?:<[\p{L}_][\p{L}\p{N}_]*>|'[\p{L}_][\p{L}\p{N}_]*')/uy);
	if (named !== undefined) return close(cursor, `(?<${named.slice(2, -1)}>`, alternatives(cursor, options));
	if (cursor.peek() === '?') throw cursor.error('it has a kind of group that is not known here');
	return close(cursor, options.n ? '(?:' : '(', alternatives(cursor, options));
}

function close(cursor: Cursor, opening: string, inner: string): string {
	if (cursor.match(/\)/y) === undefined) throw cursor.error('it leaves a group open');
	return opening === '' ? '' : `${opening}${inner})`;
}

function escape(cursor: Cursor): string {
	const assertion = cursor.match(/[AzZbB]/y);
	switch (assertion) {
		case 'A': return anchors.start;
		case 'z': return anchors.end;
		case 'Z': return anchors.endOrLastLineEnd;
		case 'b': return boundary;
		case 'B': return noBoundary;
	}
	const reference = cursor.match(/[1-9]\d*/y);
	if (reference !== undefined) return `(?:\\${reference})`;
	const named = cursor.match(/k(?:<[\p{L}_][\p{L}\p{N}_]*>|'[\p{L}_][\p{L}\p{N}_]*')/uy);
	if (named !== undefined) return `\\k<${named.slice(2, -1)}>`;
	const character = characterEscape(cursor);
	if (character === undefined) throw cursor.error('it has an escape that is not known here');
	return character;
}

/** Only the case of letters is left to JavaScript; the other options are translated. */
function caseGroup(options: Options): string {
	return options.i ? '(?i:' : '(?-i:';
}

function switchOptions(options: Options, letters: string): Options {
	const [on = '', off = ''] = letters.split('-');
	const switched = { ...options };
	for (const letter of on) switched[letter as keyof Options] = true;
	for (const letter of off) switched[letter as keyof Options] = false;
	return switched;
}
