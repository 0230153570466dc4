import { tryAgain } from '../../../nodes/shared/try-again.ts';

const passing = new Error('passing');

/** Work that fails so many times, and counts how often it was done. */
function failing(times: number, reason: Error) {
	let done = 0;
	return {
		done: () => done,
		work: async () => {
			if (++done <= times) throw reason;
			return 'done';
		},
	};
}

const patience = { isPassing: (thrown: unknown) => thrown === passing, pause: (tries: number) => (tries < 4 ? 1 : undefined) };

describe('what fails', () => {
	it('for a passing reason is done again until it succeeds', async () => {
		const { work, done } = failing(3, passing);
		expect(await tryAgain(work, patience)).toBe('done');
		expect(done()).toBe(4);
	});

	it('for a passing reason for too long fails for that reason', async () => {
		const { work, done } = failing(9, passing);
		await expect(tryAgain(work, patience)).rejects.toBe(passing);
		expect(done()).toBe(4);
	});

	it('for another reason fails at once', async () => {
		const lasting = new Error('lasting');
		const { work, done } = failing(1, lasting);
		await expect(tryAgain(work, patience)).rejects.toBe(lasting);
		expect(done()).toBe(1);
	});

	it('when it was stopped is not done again', async () => {
		const { work, done } = failing(9, passing);
		await expect(tryAgain(work, { ...patience, signal: AbortSignal.abort() })).rejects.toBe(passing);
		expect(done()).toBe(1);
	});
});
