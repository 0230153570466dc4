import { setTimeout as sleep } from 'node:timers/promises';

import { forEachAtOnce } from '../../../nodes/Ceph/gateway/at-once.ts';

describe('work for many entries', () => {
	it('goes on a few at once, and no entry is taken before there is room for it', async () => {
		let running = 0;
		let most = 0;
		let taken = 0;
		const done: number[] = [];
		async function* entries() {
			for (let entry = 0; entry < 10; entry++) {
				taken++;
				expect(taken - done.length).toBeLessThanOrEqual(3);
				yield entry;
			}
		}
		await forEachAtOnce(entries(), 3, async (entry) => {
			most = Math.max(most, ++running);
			await sleep(10 - entry);
			running--;
			done.push(entry);
		});
		expect(most).toBe(3);
		expect(done.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
	});

	it('ends with the first failure, after what was under way', async () => {
		const done: number[] = [];
		const work = forEachAtOnce([0, 1, 2, 3, 4], 2, async (entry) => {
			if (entry === 1) throw new Error('one');
			await sleep(20);
			done.push(entry);
		});
		await expect(work).rejects.toThrow('one');
		expect(done).toEqual([0]);
	});

	it('awaits what is under way when the entries break off', async () => {
		const done: number[] = [];
		async function* entries() {
			yield 1;
			throw new Error('broken');
		}
		await expect(
			forEachAtOnce(entries(), 2, async (entry) => {
				await sleep(20);
				done.push(entry);
			}),
		).rejects.toThrow('broken');
		expect(done).toEqual([1]);
	});
});
