/** How QuickJS says what the vendor's engine says otherwise. */
const texts: [RegExp, string][] = [
	[/^'(.+)' is not defined$/, '$1 is not defined'],
	[/^cannot (read|set) property '(.+)' of (undefined|null)$/, 'Cannot $1 property \'$2\' of $3'],
	[/^'(.+)' is read-only$/, 'Assignment to constant variable.'],
	[/^out of memory$/, 'The projection uses more memory than it may.'],
];

/** What a projection's status tells of something that its code threw. */
export function vendorText(thrown: unknown): string {
	const text = typeof thrown === 'object' && thrown !== null && 'message' in thrown ? String(thrown.message) : String(thrown);
	for (const [pattern, replacement] of texts) {
		if (pattern.test(text)) return text.replace(pattern, replacement);
	}
	return text;
}

/** The vendor's sentence, which ends without its bracket. */
export function outOfTime(took: number, allowed: number): string {
	return `Projection script took too long to execute (took: ${duration(took)}, allowed: ${duration(allowed)}`;
}

/** As .NET writes a time span: `00:00:00.2500000`. */
function duration(milliseconds: number): string {
	const ticks = String(Math.round((milliseconds % 60_000) * 10_000)).padStart(9, '0');
	const minutes = String(Math.floor(milliseconds / 60_000)).padStart(2, '0');
	return `00:${minutes}:${ticks.slice(0, 2)}.${ticks.slice(2)}`;
}
