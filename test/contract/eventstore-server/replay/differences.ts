import type { Plain } from './settle.ts';

/** One place where an answer is not what was recorded; undefined where there is nothing. */
export interface Difference {
	/** `[3 read].error.type`. */
	path: string;
	recorded: Plain | undefined;
	answered: Plain | undefined;
}

/** Everything in which two answers differ. */
export function* differences(recorded: Plain | undefined, answered: Plain | undefined, path = ''): Generator<Difference> {
	if (recorded === answered) return;
	if (!isContainer(recorded) || !isContainer(answered) || Array.isArray(recorded) !== Array.isArray(answered)) {
		yield { path, recorded, answered };
		return;
	}
	const [before, now] = [recorded as Record<string, Plain>, answered as Record<string, Plain>];
	for (const key of new Set([...Object.keys(before), ...Object.keys(now)])) {
		yield* differences(before[key], now[key], path + label(key, before[key], Array.isArray(recorded)));
	}
}

/** The differences, one a paragraph, for people. */
export function describe(found: readonly Difference[]): string {
	const show = (value: Plain | undefined) => (value === undefined ? '(nothing)' : JSON.stringify(value));
	return found
		.map(({ path, recorded, answered }) => `  ${path}\n    recorded ${show(recorded)}\n    answered ${show(answered)}`)
		.join('\n');
}

function isContainer(value: Plain | undefined): value is Plain[] | { [key: string]: Plain } {
	return typeof value === 'object' && value !== null;
}

function label(key: string, item: Plain | undefined, inList: boolean): string {
	if (!inList) return `.${key}`;
	const what = isContainer(item) && !Array.isArray(item) ? item.what : undefined;
	return typeof what === 'string' ? `[${key} ${what}]` : `[${key}]`;
}
