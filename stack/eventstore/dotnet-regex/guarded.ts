import vm from 'node:vm';
import { compileDotnetRegex } from './translate.ts';

/** Longest time that an expression may hold up everybody, milliseconds; the texts of a whole page take a fraction of one. */
const timeLimit = 250;

/** So long an expression that was too slow is not tried again, milliseconds. */
const banTime = 60_000;

/** So many answers are remembered: the types of events, and often the names of streams, are the same again and again. */
const mostRemembered = 20_000;

/** An expression backtracks without end, or as good as. */
export class SlowExpression extends Error {
	constructor() {
		super(`the expression took longer than ${timeLimit} ms`);
	}
}

/** An expression of a filter that cannot stop the server. */
export interface GuardedExpression {
	/** @throws SlowExpression */
	test: (text: string) => boolean;
	/** Answers for many texts at once, which makes the tests of each cheap. @throws SlowExpression */
	prepare: (texts: readonly string[]) => void;
}

const banned = new Map<string, number>();

/**
 * Compiles an expression of .NET's dialect. One with several quantifiers may backtrack for ages at the wrong text: it runs
 * under a time limit, which V8 keeps also in the midst of an expression. Others, as most filters are, run as they are.
 *
 * @throws SyntaxError when the expression cannot be read
 */
export function guardedExpression(pattern: string): GuardedExpression {
	const regex = compileDotnetRegex(pattern);
	if (isHarmless(pattern)) return { test: (text) => regex.test(text), prepare: () => undefined };
	const known = new Map<string, boolean>();
	const prepare = (texts: readonly string[]) => {
		const unknown = [...new Set(texts)].filter((text) => !known.has(text));
		if (unknown.length === 0) return;
		if (known.size + unknown.length > mostRemembered) known.clear();
		const answers = underTimeLimit(pattern, regex, unknown);
		for (const [index, text] of unknown.entries()) known.set(text, answers[index] ?? false);
	};
	const test = (text: string) => {
		prepare([text]);
		return known.get(text) ?? false;
	};
	return { test, prepare };
}

/** At most one quantifier without a bound, and nothing that looks back or around: the work is bounded by the text's length. */
function isHarmless(pattern: string): boolean {
	if (/\\[1-9k]|\(\?(?:[=!]|<[=!])/.test(pattern)) return false;
	return (pattern.match(/[*+{?]/g) ?? []).filter((character) => character !== '?').length <= 1;
}

const context = vm.createContext(Object.create(null) as Record<string, unknown>);
const script = new vm.Script('texts.map((text) => regex.test(text))');

function underTimeLimit(pattern: string, regex: RegExp, texts: readonly string[]): boolean[] {
	if ((banned.get(pattern) ?? 0) > Date.now()) throw new SlowExpression();
	Object.assign(context, { regex, texts });
	try {
		return script.runInContext(context, { timeout: timeLimit }) as boolean[];
	} catch (error) {
		if (!isTimeout(error)) throw error;
		// Whoever comes again at once must not hold everybody up again.
		for (const [other, until] of banned) if (until <= Date.now()) banned.delete(other);
		banned.set(pattern, Date.now() + banTime);
		throw new SlowExpression();
	}
}

/** It comes from the realm of the script, whose Error is another. */
function isTimeout(error: unknown): boolean {
	return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}
