import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileName } from '../../../../stack/eventstore/store/database.ts';
import type { Page } from '../../../../stack/eventstore/store/read.ts';
import { event, events, TemporaryStore } from './temporary-store.ts';

let temporary: TemporaryStore;
beforeEach(() => {
	temporary = new TemporaryStore();
});
afterEach(() => temporary.remove());

/** Every step of a scavenge. @returns how many events were removed */
async function scavenge(): Promise<number> {
	let removed = 0;
	let next: number | undefined = 0;
	while (next !== undefined) {
		const step = await temporary.store.scavenge.step(next);
		removed += step.removed;
		next = step.next;
	}
	while (await temporary.store.scavenge.release());
	temporary.store.scavenge.shrink();
	return removed;
}

/** Revisions that are still in the log. */
function kept(stream: string): (number | null)[] {
	const revisions: (number | null)[] = [];
	let from: number | undefined = 0;
	while (from !== undefined) {
		const page: Page = temporary.store.read.allPage('forwards', from, Number.MAX_SAFE_INTEGER);
		revisions.push(...page.events.filter((found) => found.stream === stream).map(({ revision }) => revision));
		from = page.next;
	}
	return revisions;
}

describe('a scavenge', () => {
	it('removes nothing that a read shows', async () => {
		await temporary.store.append('plain', 'any', events(3));
		await temporary.store.append('limited', 'any', events(3));
		await temporary.setMetadata('limited', { $maxCount: 100, $maxAge: 100, $tb: 0 });
		expect(await scavenge()).toBe(0);
		expect(kept('plain')).toEqual([0, 1, 2]);
		expect(kept('limited')).toEqual([0, 1, 2]);
	});

	it.each([
		['$maxCount', { $maxCount: 2 }, [3, 4]],
		['$tb', { $tb: 3 }, [3, 4]],
		['$tb beyond the end, but for the last event', { $tb: 100 }, [4]],
	])('removes what is hidden by %s', async (_what, metadata, expected) => {
		await temporary.store.append('s', 'any', events(5));
		await temporary.setMetadata('s', metadata);
		const shown = temporary.revisions('s');
		await scavenge();
		expect(kept('s')).toEqual(expected);
		expect(temporary.revisions('s')).toEqual(shown);
		// Numbers go on where they were.
		expect(await temporary.store.append('s', 4n, events(1))).toMatchObject({ result: 'success', revision: 5 });
	});

	it('removes what is older than $maxAge', async () => {
		await temporary.store.append('s', 'any', events(2));
		await new Promise((resolve) => setTimeout(resolve, 1_100));
		await temporary.store.append('s', 'any', events(1));
		await temporary.setMetadata('s', { $maxAge: 1 });
		await scavenge();
		expect(kept('s')).toEqual([2]);
	});

	it('removes what a deletion hides, but for the last event', async () => {
		await temporary.store.append('s', 'any', events(3));
		await temporary.store.delete('s', 'any');
		await scavenge();
		expect(kept('s')).toEqual([2]);
		expect(await temporary.store.append('s', 'no_stream', events(1))).toMatchObject({ result: 'success', revision: 3 });
		expect(temporary.revisions('s')).toEqual([3]);
	});

	it('leaves the tombstone of a tombstoned stream', async () => {
		await temporary.store.append('s', 'any', events(3));
		await temporary.store.tombstone('s', 'any');
		await scavenge();
		expect(kept('s')).toEqual([null]);
		expect(await temporary.store.append('s', 'any', events(1))).toEqual({ result: 'stream_deleted' });
	});

	it('removes metadata that was replaced', async () => {
		for (const maxCount of [1, 2, 3]) await temporary.setMetadata('s', { $maxCount: maxCount });
		await scavenge();
		expect(kept('$$s')).toEqual([2]);
		expect(temporary.metadata('s')).toEqual({ $maxCount: 3 });
	});

	it('goes through more streams and events than a step has', async () => {
		await Promise.all(Array.from({ length: 2_500 }, (_, n) => temporary.store.append(`plain-${n}`, 'any', events(1))));
		await temporary.store.append('s', 'any', events(5_000));
		await temporary.setMetadata('s', { $maxCount: 1 });
		expect(await scavenge()).toBe(4_999);
		expect(kept('s')).toEqual([4_999]);
	});

	it('gives the space back to the file system', async () => {
		const size = () => statSync(join(temporary.folder, fileName)).size;
		await temporary.store.append('s', 'any', Array.from({ length: 2_000 }, () => event('Large', 'x'.repeat(4_000))));
		temporary.store.scavenge.shrink();
		const before = size();
		expect(before).toBeGreaterThan(8_000_000);
		await temporary.setMetadata('s', { $maxCount: 1 });
		await scavenge();
		expect(size()).toBeLessThan(before / 20);
		await temporary.reopen();
		expect(temporary.revisions('s')).toEqual([1_999]);
	});
});
