import fc from 'fast-check';
import type { EventRecord } from '../../../../stack/eventstore/store/records.ts';
import { HeldLog } from './held-log.ts';
import { event, events, TemporaryStore } from './temporary-store.ts';

const streams = ['order-1', 'order-2', 'other'];
const stream = fc.constantFrom(...streams);

const write = fc.oneof(
	fc.record({ kind: fc.constant('append' as const), stream, count: fc.integer({ min: 0, max: 3 }) }),
	fc.record({ kind: fc.constant('metadata' as const), stream, metadata: fc.constantFrom<unknown>({ $maxCount: 1 }, { $tb: 2 }, {}, { $acl: {} }) }),
	fc.record({ kind: fc.constant('link' as const), stream, to: stream }),
	fc.record({ kind: fc.constantFrom('delete' as const, 'tombstone' as const), stream }),
	fc.record({ kind: fc.constant('project' as const), enabled: fc.boolean() }),
	fc.constant({ kind: 'scavenge' as const }),
);
type Write = typeof write extends fc.Arbitrary<infer W> ? W : never;

function make({ store }: TemporaryStore, written: Write): Promise<unknown> {
	switch (written.kind) {
		case 'append': return store.append(written.stream, 'any', events(written.count));
		case 'metadata': return store.append(`$$${written.stream}`, 'any', [event('$metadata', written.metadata)]);
		case 'link': return store.append(written.stream, 'any', [{ ...event('$>'), isJson: false, data: Buffer.from(`-1@${written.to}`) }]);
		case 'delete': return store.delete(written.stream, 'any');
		case 'tombstone': return store.tombstone(written.stream, 'any');
		case 'project': return store.enableProjection('$by_category', written.enabled);
		case 'scavenge': return store.scavenge.step(0);
	}
}

/**
 * Everything that can be seen of a store, but for whether projections are enabled.
 *
 * @param hidden whether what reads of streams hide counts, which is seen in the log until a scavenge removes it
 */
function seen({ store }: TemporaryStore, hidden = true): unknown {
	const { read } = store;
	const most = Number.MAX_SAFE_INTEGER;
	const text = (record: EventRecord | undefined) => record && `${record.revision}@${record.stream} ${Buffer.from(record.id).toString('hex')}`;
	const shown = (found: readonly EventRecord[]) => found.map((record) => `${text(record)} -> ${text(read.resolve(record).event)}`);
	const names = [...streams, '$ce-order'].flatMap((name) => [name, `$$${name}`]);
	return {
		last: store.lastPosition(),
		log: hidden && (['forwards', 'backwards'] as const).map((direction) => shown(read.allPage(direction, direction === 'forwards' ? 0 : most, most).events)),
		projections: store.projections().map(({ position, fault }) => ({ position, fault })),
		streams: names.map((name) => {
			const state = read.stream(name);
			return {
				state,
				// Of a stream that is deleted nobody reads pages.
				pages: state.softDeleted || state.tombstoned
					? []
					: [read.streamPage(state, 'forwards', 0, most), read.streamPage(state, 'backwards', most, most)].map((page) => shown(page.events)),
				live: hidden && shown(read.livePage(state, 0).events),
				points: Array.from({ length: 8 }, (_, revision) => text(read.event(name, revision))),
				tombstone: text(read.tombstone(state)),
			};
		}),
	};
}

/** Whatever a commit does: as long as it waits for the disk everything is seen as before, and from then on as a new start sees it. */
it('is the state of before that everybody sees of a commit that waits for the disk', async () => {
	await fc.assert(fc.asyncProperty(fc.array(fc.array(write, { minLength: 1, maxLength: 4 }), { maxLength: 8 }), async (groups) => {
		const log = new HeldLog();
		const temporary = new TemporaryStore({ openLog: () => log });
		try {
			for (const group of groups) {
				const hidden = !group.some(({ kind }) => kind === 'scavenge');
				const before = seen(temporary, hidden);
				log.held = true;
				const settled = Promise.all(group.map((written) => make(temporary, written)));
				const done = settled.then(() => true);
				// What writes nothing is not synced.
				while (log.underWay === 0 && !(await Promise.race([done, new Promise<false>((resolve) => setImmediate(() => resolve(false)))])));
				if (log.underWay > 0) expect(seen(temporary, hidden)).toEqual(before);
				await log.letThrough();
				await settled;
			}
			const after = seen(temporary);
			await temporary.reopen();
			expect(seen(temporary)).toEqual(after);
		} finally {
			await log.letThrough();
			await temporary.remove();
		}
	}), { numRuns: 40, endOnFailure: true });
}, 60_000);
