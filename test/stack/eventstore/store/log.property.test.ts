import fc from 'fast-check';
import type { ExpectedRevision } from '../../../../stack/eventstore/store/records.ts';
import { event, TemporaryStore } from './temporary-store.ts';

const streams = ['a', 'b', 'c'];

const expectedRevision: fc.Arbitrary<ExpectedRevision> = fc.oneof(
	fc.constantFrom<ExpectedRevision>('any', 'no_stream', 'stream_exists'),
	fc.bigInt({ min: 0n, max: 6n }),
);

const action = fc.oneof(
	fc.record({
		kind: fc.constant('append' as const), stream: fc.constantFrom(...streams), expected: expectedRevision,
		count: fc.integer({ min: 1, max: 3 }),
	}),
	fc.record({ kind: fc.constant('repeat' as const), which: fc.nat() }),
	fc.record({ kind: fc.constant('delete' as const), stream: fc.constantFrom(...streams) }),
	fc.record({ kind: fc.constant('reopen' as const) }),
);

type Action = typeof action extends fc.Arbitrary<infer A> ? A : never;

/**
 * Whatever is done to it, the log stays a log: what was acknowledged is there once, in the order of its revisions,
 * positions rise, and repeating an acknowledged append writes nothing.
 */
it('keeps every acknowledged event exactly once and in order', async () => {
	await fc.assert(fc.asyncProperty(fc.array(action, { maxLength: 25 }), async (actions) => {
		const temporary = new TemporaryStore();
		try {
			await play(temporary, actions);
		} finally {
			await temporary.remove();
		}
	}), { numRuns: 40 });
}, 60_000);

async function play(temporary: TemporaryStore, actions: readonly Action[]): Promise<void> {
	const acknowledged = new Map<string, string[]>(streams.map((stream) => [stream, []]));
	const done: { stream: string; events: ReturnType<typeof event>[]; revision: number }[] = [];
	for (const step of actions) {
		if (step.kind === 'append') {
			const events = Array.from({ length: step.count }, () => event());
			const outcome = await temporary.store.append(step.stream, step.expected, events);
			if (outcome.result !== 'success') continue;
			const ids = acknowledged.get(step.stream);
			ids?.push(...events.map((each) => Buffer.from(each.id).toString('hex')));
			expect(outcome.revision).toBe((ids?.length ?? 0) - 1);
			done.push({ stream: step.stream, events, revision: outcome.revision });
		} else if (step.kind === 'repeat') {
			const again = done[step.which % Math.max(1, done.length)];
			if (again === undefined) continue;
			const outcome = await temporary.store.append(again.stream, 'any', again.events);
			expect(outcome).toMatchObject({ result: 'success', revision: again.revision });
		} else if (step.kind === 'delete') {
			await temporary.store.delete(step.stream, 'any');
		} else await temporary.reopen();
	}

	const log = temporary.store.read.allPage('forwards', 0, Number.MAX_SAFE_INTEGER).events;
	const positions = log.map((record) => record.position);
	expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b));
	for (const [stream, ids] of acknowledged) {
		const records = log.filter((record) => record.stream === stream);
		expect(records.map((record) => record.revision)).toEqual(ids.map((_, index) => index));
		expect(records.map((record) => Buffer.from(record.id).toString('hex'))).toEqual(ids);
	}
}
