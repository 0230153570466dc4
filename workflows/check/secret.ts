/** What certain secrets look like, whatever is around them. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
	[/-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'a private key'],
	[/\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\./, 'a signed token'],
	[/\bnbt_\w{12}\.\w+/, 'a NetBox token'],
	[/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/, 'an access key'],
	[/:\/\/[^\s/:@{}$]+:[^\s/:@{}$]+@/, 'an address with a password'],
	[/\b(?:Bearer|Basic)\s+(?=\S*(?:\d|[a-z][A-Z]))[\w.~+/=-]{8,}/, 'an Authorization header'],
];

/** Long words that look random but are names: UUIDs, CIDs in base32. */
const NAMES = [/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i, /^baf[a-z2-7]{50,}$/];

/** Bits of a character above which a long word is taken for random; a word of n different characters has log2(n). */
const RANDOM = 3.7;
const RANDOM_HEX = 3;

/** Says what secret a text seems to hold. */
export function secretIn(text: string): string | undefined {
	const shape = SHAPES.find(([pattern]) => pattern.test(text));
	if (shape !== undefined) return shape[1];
	return (text.match(/[A-Za-z0-9+_=-]{20,}/g) ?? []).some(isRandom) ? 'a text that looks random' : undefined;
}

function isRandom(word: string): boolean {
	if (NAMES.some((name) => name.test(word))) return false;
	if (/^[\da-f]{32,}$/i.test(word)) return entropy(word) > RANDOM_HEX;
	// Names have a number here and there; in random texts letters and digits alternate.
	const turns = [...word].filter((character, index) => /[a-z]\d|\d[a-z]/i.test(character + (word[index + 1] ?? '')));
	return turns.length >= 3 && entropy(word) > RANDOM;
}

/** Shannon's entropy in bits a character. */
function entropy(word: string): number {
	const counts = new Map<string, number>();
	for (const character of word) counts.set(character, (counts.get(character) ?? 0) + 1);
	return [...counts.values()].reduce((sum, count) => sum - (count / word.length) * Math.log2(count / word.length), 0);
}
