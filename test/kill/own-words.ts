/** What differs between cases of one course though they are in the same state. */
const VOLATILE: readonly [RegExp, string][] = [
	[/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, '<time>'],
	[/\bbaf[a-z2-7]{50,}\b/g, '<cid>'],
	[/"diskId":\d+/g, '"diskId":"<number>"'],
];

/** A value without what is of one case only, so that those of two cases can be compared. */
export function inCommonWords<T>(value: T, words: readonly string[]): T {
	const own = words.reduce((text, word, index) => text.replaceAll(word, `<${index}>`), JSON.stringify(value) ?? 'null');
	return JSON.parse(VOLATILE.reduce((text, [pattern, common]) => text.replace(pattern, common), own)) as T;
}
