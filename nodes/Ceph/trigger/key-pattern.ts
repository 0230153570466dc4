import { InvalidField } from '../../shared/errors.ts';

/** What JavaScript has beyond the third edition of ECMAScript, which is all that C++ knows. */
const NEWER = /\\[pPkKu]|\(\?(?![:=!])/;
/** C++ looks at the bytes of a key: what stands for one character must be one byte. */
const BEYOND_ASCII = /[^\t\x20-\x7e]|\\x[89a-fA-F]/;

/**
 * Checks a regular expression for keys. The gateway takes any text for one and compiles it with std::regex when an object is
 * written, so one that it cannot compile would fail there.
 *
 * @throws InvalidField
 */
export function checkKeyPattern(pattern: string): void {
	const field = 'Regular Expression';
	const allowed = 'the syntax of JavaScript in ASCII, without \\p, \\u, and groups that look behind or have names';
	const bare = pattern.replaceAll('\\\\', '');
	if (NEWER.test(bare) || BEYOND_ASCII.test(bare)) throw new InvalidField(field, 'it has what the gateway does not know', allowed);
	try {
		// The flag makes JavaScript as strict as C++: a lone brace or an unknown escape is an error.
		new RegExp(pattern, 'u');
	} catch (thrown) {
		throw new InvalidField(field, thrown instanceof Error ? thrown.message : String(thrown), allowed);
	}
}
