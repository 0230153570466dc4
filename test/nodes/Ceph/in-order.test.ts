import { setTimeout as sleep } from 'node:timers/promises';

import { inOrder } from '../../../nodes/Ceph/gateway/in-order.ts';

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
	const taken: T[] = [];
	for await (const entry of source) taken.push(entry);
	return taken;
}

describe('answers in order', () => {
	it('keep the order of the list, whichever comes first', async () => {
		const numbers = Array.from({ length: 30 }, (_, n) => n);
		const answers = inOrder(numbers, async (n) => {
			await sleep(n % 3 === 0 ? 5 : 0);
			return n * 2;
		});
		expect(await all(answers)).toEqual(numbers.map((n) => n * 2));
	});

	it('are asked for only as far as somebody reads', async () => {
		let asked = 0;
		for await (const n of inOrder(Array.from({ length: 1000 }, (_, n) => n), async (n) => (asked++, n))) if (n === 3) break;
		expect(asked).toBeLessThan(20);
	});

	it('end with the first failure', async () => {
		const answers = inOrder([1, 2, 3], async (n) => {
			if (n > 1) throw new Error(`no ${n}`);
			return n;
		});
		await expect(all(answers)).rejects.toThrow('no 2');
	});
});
