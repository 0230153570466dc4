import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { crashRun } from './crash/run.ts';

jest.setTimeout(300_000);

/** A sample of `npm run test:crash`. */
const kills = 3;

it('has every acknowledged append once and whole after kill -9, and nothing in part', async () => {
	const seed = randomUUID().slice(0, 8);
	try {
		const figures = await crashRun(seed, kills);
		expect(figures.kills).toBeGreaterThanOrEqual(kills);
		expect(figures.appends).toBe(figures.acknowledged);
		expect(figures.events).toBeGreaterThan(0);
	} catch (error) {
		throw new Error(`npm run test:crash -- --seed ${seed} --kills ${kills}`, { cause: error });
	}
});
