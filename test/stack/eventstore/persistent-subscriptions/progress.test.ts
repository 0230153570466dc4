import fc from 'fast-check';
import { Progress } from '../../../../stack/eventstore/persistent-subscriptions/progress.ts';

it('reaches nothing before anything is done', () => {
	const progress = new Progress();
	progress.begin();
	expect(progress).toMatchObject({ done: 0, reached: undefined, idle: false });
});

it('stops at the lowest that is open', () => {
	const progress = new Progress();
	const [zero, one, two] = [progress.begin(), progress.begin(), progress.begin()];
	progress.end(two, 20);
	progress.end(one, 10);
	expect(progress.reached).toBeUndefined();
	progress.end(zero, 0);
	expect(progress).toMatchObject({ done: 3, reached: 20, idle: true });
});

it('counts what is skipped, and passes it only when all before it is done', () => {
	const progress = new Progress();
	const first = progress.begin();
	progress.skip(5, 60);
	const last = progress.begin();
	progress.end(last, 70);
	expect(progress).toMatchObject({ done: 0, reached: undefined });
	progress.end(first, 10);
	expect(progress).toMatchObject({ done: 7, reached: 70, idle: true });
});

it('takes what ends twice once', () => {
	const progress = new Progress();
	const only = progress.begin();
	progress.end(only, 3);
	progress.end(only, 3);
	progress.begin();
	expect(progress).toMatchObject({ done: 1, reached: 3, idle: false });
});

it('is what a look at everything says', () => {
	const all = Array.from({ length: 30 }, (_, index) => index);
	fc.assert(fc.property(fc.shuffledSubarray(all), (ended) => {
		const progress = new Progress();
		for (const sequence of all) expect(progress.begin()).toBe(sequence);
		const open = new Set(all);
		for (const sequence of ended) {
			progress.end(sequence, sequence);
			open.delete(sequence);
			const lowest = Math.min(all.length, ...open);
			expect(progress.done).toBe(lowest);
			expect(progress.reached).toBe(lowest === 0 ? undefined : lowest - 1);
		}
	}));
});
