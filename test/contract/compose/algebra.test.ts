import { randomUUID } from 'node:crypto';
import { env } from 'node:process';

import { jsonEvent } from '@eventstore/db-client';
import fc from 'fast-check';

import { client } from '../event-store/support/event-store.ts';
import type { Row } from './support/machine.ts';
import { factsOf, Machine } from './support/machine.ts';
import type { Asked, Fact } from './support/model.ts';
import { expected, left } from './support/model.ts';
import { KINDS } from './support/steps.ts';

/** Searches by hand take longer: CIM_COMPOSE_RUNS=10 makes ten times as many runs. */
const TIMES = Number(env.CIM_COMPOSE_RUNS ?? 1);
const LONG = 120_000 * TIMES;

/** As many runs as that; a search that has found something goes on to find something smaller. */
const runs = (number: number) => ({ numRuns: number * TIMES, endOnFailure: TIMES === 1 });

const machine = new Machine();
beforeAll(() => machine.start(), 120_000);
afterAll(() => machine.remove(), 120_000);

const BEFORE: Fact = { type: 'Did', step: 'before', from: 0, to: 1 };

/** What becomes of a row whose subject has been there before. */
async function outcome(row: Row, { number, failure }: Asked, failAt: number | undefined) {
	const subject = `composed-${randomUUID()}`;
	const { type, ...data } = BEFORE;
	await client.appendToStream(subject, [jsonEvent({ type, data })]);
	const answer = await machine.run(row, { subject, number, ...(failAt !== undefined && { failAt, failure }) });
	return { subject, answer, facts: (await factsOf(subject)).slice(1) };
}

const kind = fc.constantFrom(...Object.keys(KINDS));
const asked = (length: number): fc.Arbitrary<Asked> => fc.record({ number: fc.integer({ min: 1, max: 9 }), failing: fc.option(fc.nat(length - 1), { nil: undefined }), failure: fc.constantFrom('refusal' as const, 'crash' as const) });

/** Runs a row in several ways, and holds each against what its steps do. */
async function holds(ways: readonly Row[], steps: readonly string[], what: Asked): Promise<void> {
	const { failAt, output, facts } = expected(steps, what);
	const outcomes = await Promise.all(ways.map((way) => outcome(way, what, failAt)));
	for (const [index, { answer, facts: noted, subject }] of outcomes.entries()) {
		const where = `${JSON.stringify(ways[index])} of ${JSON.stringify(what)}`;
		expect([where, noted]).toEqual([where, facts]);
		if (output !== undefined) {
			expect([where, answer]).toEqual([where, { status: 200, body: output, output, processRun: expect.any(String) as string }]);
			expect([where, (await machine.undo(answer)).notUndone]).toEqual([where, []]);
		} else if (what.failure === 'refusal') expect([where, answer]).toMatchObject([where, { status: 409, body: { error: `No step takes ${failAt}` } }]);
		// Whoever called a process that failed knows no more of it than that.
		else expect([where, answer.status >= 500]).toEqual([where, true]);
		expect([where, left(await factsOf(subject))]).toEqual([where, [BEFORE]]);
	}
}

it('(a·b)·c and a·(b·c) are a·b·c: they give the same, note the same, and undo the same, whichever step fails', async () => {
	const rows = fc.tuple(kind, kind, kind);
	await fc.assert(fc.asyncProperty(rows, asked(3), async ([a, b, c], what) => holds([[a, b, c], [[a, b], c], [a, [b, c]]], [a, b, c], what)), runs(3));
}, LONG);

it('a step that does nothing changes nothing, before or behind', async () => {
	await fc.assert(fc.asyncProperty(kind, asked(1), async (a, what) => holds([[a], ['idle', a], [a, 'idle']], [a], what)), runs(2));
}, LONG);

it('what is undone after any number of steps leaves what was there before, however they are put together', async () => {
	const rows = fc.array(kind, { minLength: 3, maxLength: 5 }).chain((row) => fc.tuple(fc.constant(row), asked(row.length), fc.nat(row.length - 1), fc.boolean()));
	const together = (row: readonly string[], cut: number, first: boolean): Row => (first ? [row.slice(0, cut + 1), ...row.slice(cut + 1)] : [...row.slice(0, cut), row.slice(cut)]);
	await fc.assert(fc.asyncProperty(rows, async ([row, what, cut, first]) => holds([together(row, cut, first)], row, what)), runs(3));
}, LONG);

it.each<[string, Asked]>([['all succeed', { number: 3 }], ['a later one fails', { number: 3, failing: 1, failure: 'refusal' }]])('steps that run at once, and one that is a process, are one place of a row when %s', async (_, what) => {
	await holds([[{ beside: ['double', ['idle']] }, 'raise']], ['double', 'raise'], what);
}, LONG);
