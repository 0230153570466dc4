import { InvalidField } from './errors.ts';
import { pathBelow } from './json-path.ts';

/** Node 22 and later have them; TypeScript's library does not describe them yet. */
interface SourceText {
	/** A value that `JSON.stringify` writes as the text it was made of. */
	rawJSON: (text: string) => object;
	isRawJSON: (value: unknown) => value is { rawJSON: string };
}
const { rawJSON, isRawJSON } = JSON as unknown as SourceText;

/** Many digits in a row, or a large exponent. */
const SUSPICIOUS = /[\d.]{16}|[eE][+-]?\d{3}/;
/** Texts within JSON (RFC 8259, 7), in which digits are no numbers. */
const TEXTS = /"[^"\\]*(?:\\.[^"\\]*)*"/g;
const INTEGER = /^-?\d+$/;

/** Digits that a 64-bit floating point number always carries to and fro (IEEE 754: 17). */
const CARRIED_DIGITS = 17;

/** Whether a JSON text may hold a number that JavaScript rounds; cheap, so that the rest can be left as it is. */
export function mayRound(text: string): boolean {
	return SUSPICIOUS.test(text) && SUSPICIOUS.test(text.replace(TEXTS, '""'));
}

/**
 * Parses JSON without rounding: a number that JavaScript cannot hold becomes an object that `JSON.stringify` writes with
 * the digits that it came with; see {@link digitsAsText}. All else is as `JSON.parse` gives it.
 *
 * @throws SyntaxError as `JSON.parse` does
 */
export function parseExactly(text: string): unknown {
	if (!mayRound(text)) return JSON.parse(text);
	return JSON.parse(text, (_key, value: unknown, context?: { source?: string }) => {
		const source = context?.source;
		return typeof value === 'number' && source !== undefined && !holds(value, source) ? rawJSON(source) : value;
	});
}

/** Whether a number is what its text says. Integers are taken at their word beyond 2^53 too, where not each has a number. */
function holds(value: number, text: string): boolean {
	if (INTEGER.test(text)) return Number.isSafeInteger(value);
	if (!Number.isFinite(value)) return false;
	const digits = text.replace(/[eE].*/, '').replace(/\D/g, '').replace(/^0+|0+$/g, '');
	return digits.length <= CARRIED_DIGITS && (value !== 0 || digits === '');
}

/**
 * Parses JSON into numbers of JavaScript only. Fractions are approximations there; a whole number that would become another is
 * refused, and so is one that would become infinite.
 *
 * @param field name of the field for the error
 * @throws SyntaxError as `JSON.parse` does; InvalidField naming the path of such a number
 */
export function parsePlainly(text: string, field: string): unknown {
	const plain = (value: unknown, path: string): unknown => {
		if (isRawJSON(value)) {
			const { rawJSON: digits } = value;
			if (!INTEGER.test(digits) && Number.isFinite(Number(digits))) return Number(digits);
			throw new InvalidField(field, `${path === '' ? 'it' : path} is ${digits.slice(0, 40)}, which n8n cannot keep as it is`, 'the number as text, in quotes');
		}
		if (Array.isArray(value)) return value.map((entry, index) => plain(entry, pathBelow(path, index)));
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, plain(entry, pathBelow(path, key))]));
	};
	return mayRound(text) ? plain(parseExactly(text), '') : JSON.parse(text);
}

/** JSON that n8n's items can carry, and which of its texts stand for numbers. */
export interface Carried {
	value: unknown;
	/** Paths of the numbers that became text: `order.id`, `rows[2]`. */
	paths: string[];
}

/**
 * Makes texts of the numbers that JavaScript cannot hold, for items, which have no other form that keeps their digits.
 *
 * @param value what {@link parseExactly} gave
 * @param path of the value itself
 */
export function digitsAsText(value: unknown, path = ''): Carried {
	if (isRawJSON(value)) return { value: value.rawJSON, paths: [path] };
	if (typeof value !== 'object' || value === null) return { value, paths: [] };
	const paths: string[] = [];
	const carry = (entry: unknown, key: string | number) => {
		const carried = digitsAsText(entry, pathBelow(path, key));
		paths.push(...carried.paths);
		return carried.value;
	};
	const carried = Array.isArray(value)
		? value.map(carry)
		: Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, carry(entry, key)]));
	return { value: carried, paths };
}

/**
 * Takes a value that came through n8n, as {@link parseExactly} gives its text: a BigInt keeps all its digits. Not to be changed, as it
 * may be the value itself.
 *
 * @param field name of the field for the error
 * @throws InvalidField naming the path of a number that JavaScript has rounded on its way, or may have, and of one that JSON
 *   does not have; or when the value has no JSON form at all
 */
export function exactValue(value: unknown, field: string): unknown {
	if (isJson(value)) return value;
	const paths = new WeakMap<object, string>();
	function check(this: Record<string, unknown>, key: string, entry: unknown): unknown {
		// What is checked itself stands under an empty key (ECMA-262, SerializeJSONProperty).
		const path = () => (key === '' && !paths.has(this) ? '' : pathBelow(paths.get(this) ?? '', Array.isArray(this) ? Number(key) : key));
		// Not the entry, which n8n's libraries make a text of.
		const own = this[key];
		if (typeof own === 'bigint') return rawJSON(String(own));
		if (typeof entry === 'number') refuseRounded(entry, field, path());
		if (typeof entry === 'object' && entry !== null) paths.set(entry, path());
		return entry;
	}
	let text: string | undefined;
	try {
		text = JSON.stringify(value, check);
	} catch (thrown) {
		if (thrown instanceof InvalidField) throw thrown;
	}
	if (text === undefined) throw new InvalidField(field, 'has no JSON form', 'JSON, or an expression that gives an object');
	return parseExactly(text);
}

/** Levels of a value that are looked at; what is deeper, or a loop, is left to `JSON.stringify`. */
const DEEP = 50;

/** Whether a value is what JSON has and nothing else, with no number that may have been rounded: most are, and need not be made anew. */
function isJson(value: unknown, level = 0): boolean {
	switch (typeof value) {
		case 'string':
		case 'boolean':
			return true;
		case 'number':
			return Number.isSafeInteger(value) || (Number.isFinite(value) && !Number.isInteger(value));
		case 'object':
			if (value === null) return true;
			if (level === DEEP) return false;
			// Every place of a list, also one that holds nothing.
			if (Array.isArray(value)) return Array.from(value).every((entry) => isJson(entry, level + 1));
			return Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every((entry) => isJson(entry, level + 1));
		default:
			return false;
	}
}

function refuseRounded(value: number, field: string, path: string): void {
	const place = path === '' ? 'it' : path;
	if (!Number.isFinite(value)) throw new InvalidField(field, `${place} is ${value}, which JSON does not have`, 'numbers, or null');
	if (!Number.isInteger(value) || Number.isSafeInteger(value) || isMeasure(value)) return;
	throw new InvalidField(
		field,
		`${place} is ${value}, and whole numbers beyond ${Number.MAX_SAFE_INTEGER} are rounded on their way through items`,
		'the number as text, in quotes; or the whole as JSON text with all digits, not as an object',
	);
}

/** So large that JavaScript itself writes it with an exponent, and with few digits: `6.022e23` is no rounded number. */
function isMeasure(value: number): boolean {
	const [digits = '', exponent] = String(Math.abs(value)).split('e');
	return exponent !== undefined && digits.length < CARRIED_DIGITS - 1;
}
