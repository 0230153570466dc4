/** Where a schema's text begins to define a type. */
export interface TypeLine {
	name: string;
	/** From 0. */
	line: number;
}

export function linesOf(dsl: string): string[] {
	return dsl.split(/\r\n|\r|\n/);
}

/** Lines that begin to define types. Within braces `type` is the name of a field: `type struct { type String }`. */
export function typeLines(lines: readonly string[]): TypeLine[] {
	const found: TypeLine[] = [];
	let depth = 0;
	lines.forEach((line, index) => {
		const code = withoutTexts(line);
		const name = depth === 0 ? /^\s*type\s+(\w+)/.exec(code)?.[1] : undefined;
		if (name !== undefined) found.push({ name, line: index });
		for (const sign of code) depth += sign === '{' ? 1 : sign === '}' ? -1 : 0;
	});
	return found;
}

/**
 * The number of the line, from 1, that says a word in the definition of a type; its first one when none does.
 */
export function lineOf(lines: readonly string[], type: string, word: string): number {
	const start = typeLines(lines).find(({ name }) => name === type)?.line ?? 0;
	const found = lines.findIndex((line, index) => index >= start && line.replace(/#.*/, '').split(/\W+/).includes(word));
	return Math.max(start, found) + 1;
}

/** A line without what is quoted and without its comment. */
function withoutTexts(line: string): string {
	return line.replace(/"(?:\\.|[^"\\])*"?|#.*/g, '');
}
