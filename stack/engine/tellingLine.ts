/** What npm and the builder add to every failure. */
const formalities = /complete log of this run|returned a non-zero code/;

/** The last line that sounds like a reason; a program that is brought down by one often goes on about its end. */
export function tellingLine(lines: readonly string[]): string | undefined {
	const candidates = lines.filter((line) => !formalities.test(line));
	const telling = candidates.findLast((line) => /\b(error|fatal|failed|cannot|invalid|denied|refused|must be)\b/i.test(line));
	return telling ?? candidates.at(-1) ?? lines.at(-1);
}
