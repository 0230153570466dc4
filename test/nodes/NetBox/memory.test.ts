import { setTimeout as sleep } from 'node:timers/promises';

import { forget, recall } from '../../../nodes/NetBox/memory.ts';

describe('what is remembered', () => {
	let asked = 0;
	const ask = async (key: string, answer: unknown = 'x', lifetime = 60_000) => await recall(key, () => lifetime, async () => await Promise.resolve((asked++, answer)));

	beforeEach(() => {
		asked = 0;
	});

	it('is asked for once, also by those who ask at the same time', async () => {
		expect(await Promise.all([ask('a'), ask('a'), ask('b')])).toEqual(['x', 'x', 'x']);
		expect(await ask('a')).toBe('x');
		expect(asked).toBe(2);
	});

	it('is asked for again when its time is over, or it is to be forgotten', async () => {
		await ask('c', 'x', 1);
		await sleep(5);
		await ask('c');
		forget('c');
		await ask('c');
		expect(asked).toBe(3);
	});

	it('is not kept when it is nothing, or a failure', async () => {
		expect(await recall('d', () => 60_000, async () => await Promise.resolve(undefined))).toBeUndefined();
		await expect(recall('d', () => 60_000, async () => await Promise.reject(new Error('no')))).rejects.toThrow('no');
		expect(await ask('d')).toBe('x');
	});
});
