import { KINDS } from './steps.ts';

/** An event of the stream of a subject. */
export interface Fact {
	type: string;
	step: string;
	from?: number;
	to: number;
}

/** What a row is asked to do. */
export interface Asked {
	number: number;
	/** Which step is to fail, from 0; none unless given. One that gets the same number earlier fails in its place. */
	failing?: number;
	failure?: 'refusal' | 'crash';
}

/** What is to become of it. */
export interface Expected {
	failAt: number | undefined;
	/** Of a row that does not fail. */
	output: { number?: number; did?: string } | undefined;
	facts: Fact[];
}

/** What a row of steps does, said without n8n. */
export function expected(row: readonly string[], { number, failing }: Asked): Expected {
	const before: number[] = [];
	let at = number;
	for (const kind of row) {
		before.push(at);
		at = KINDS[kind]?.(at) ?? at;
	}
	const failAt = failing === undefined || KINDS[row[failing] ?? ''] === undefined ? undefined : before[failing];
	const done: Fact[] = [];
	let output: Expected['output'] = {};
	for (const [index, kind] of row.entries()) {
		const change = KINDS[kind];
		if (change === undefined) continue;
		const from = before[index]!;
		if (from === failAt) {
			return { failAt, output: undefined, facts: [...done, ...done.toReversed().map(({ step, to }) => ({ type: 'Undid', step, to }))] };
		}
		done.push({ type: 'Did', step: kind, from, to: change(from) });
		output = { number: change(from), did: kind };
	}
	return { failAt, output, facts: done };
}

/**
 * What is there after all that happened to a subject: the things done and not undone, the last one last.
 *
 * @throws Error when something is undone that was not done last
 */
export function left(facts: readonly Fact[]): Fact[] {
	const there: Fact[] = [];
	for (const fact of facts) {
		if (fact.type === 'Did') {
			there.push(fact);
			continue;
		}
		const last = there.pop();
		if (last?.step !== fact.step || last.to !== fact.to) throw new Error(`${JSON.stringify(fact)} undoes ${JSON.stringify(last)}`);
	}
	return there;
}
