import { event, events, TemporaryStore } from './temporary-store.ts';

let temporary: TemporaryStore;
beforeEach(() => {
	temporary = new TemporaryStore();
});
afterEach(() => temporary.remove());

const success = (revision: number) => expect.objectContaining({ result: 'success', revision }) as unknown;
const wrong = (current: number) => ({ result: 'wrong_expected_version', current });

describe('expected revision', () => {
	it('lets any through, whether the stream exists or not', async () => {
		expect(await temporary.store.append('s', 'any', events(2))).toEqual(success(1));
		expect(await temporary.store.append('s', 'any', events(1))).toEqual(success(2));
	});

	it('lets no_stream through only once', async () => {
		expect(await temporary.store.append('s', 'no_stream', events(1))).toEqual(success(0));
		expect(await temporary.store.append('s', 'no_stream', events(1))).toEqual(wrong(0));
	});

	it('takes stream metadata alone for an existing stream', async () => {
		expect(await temporary.store.append('s', 'stream_exists', events(1))).toEqual(wrong(-1));
		await temporary.setMetadata('s', { $maxCount: 10 });
		expect(await temporary.store.append('s', 'stream_exists', events(1))).toEqual(success(0));
	});

	it('wants exactly the current revision', async () => {
		await temporary.store.append('s', 'any', events(3));
		expect(await temporary.store.append('s', 3n, events(1))).toEqual(wrong(2));
		expect(await temporary.store.append('s', 1n, events(1))).toEqual(wrong(2));
		expect(await temporary.store.append('s', 2n, events(1))).toEqual(success(3));
		expect(await temporary.store.append('t', 0n, events(1))).toEqual(wrong(-1));
	});

	it('decides between two writers of the same turn', async () => {
		const outcomes = await Promise.all([
			temporary.store.append('s', 'no_stream', events(1)),
			temporary.store.append('s', 'no_stream', events(1)),
		]);
		expect(outcomes).toEqual([success(0), wrong(0)]);
	});

	it('holds for an append of nothing, too', async () => {
		const nothing = await temporary.store.append('s', 'any', []);
		expect(nothing).toMatchObject({ result: 'success', revision: -1 });
		expect(await temporary.store.append('s', 4n, [])).toEqual(wrong(-1));
		expect(temporary.store.lastPosition()).toBe(temporary.begin);
		// It has a place in the log all the same, before what comes next.
		const { position } = nothing as { position: number };
		expect(position).toBeGreaterThan(temporary.begin);
		expect(await temporary.store.append('s', 'any', events(1))).toMatchObject({ position: position + 100 });
	});
});

describe('idempotency', () => {
	it.each(['any', 'stream_exists'] as const)('returns the original result when it expects %s', async (expected) => {
		const [first, second, third] = [event(), event(), event()];
		const original = await temporary.store.append('s', 'any', [first, second]);
		await temporary.store.append('s', 'any', [third]);
		expect(await temporary.store.append('s', expected, [first, second])).toEqual(original);
		expect(temporary.revisions('s')).toEqual([0, 1, 2]);
	});

	it('refuses a repetition that goes on with something new', async () => {
		const [first, second] = [event(), event()];
		await temporary.store.append('s', 'any', [first]);
		expect(await temporary.store.append('s', 'any', [first, second])).toEqual(wrong(0));
	});

	it('takes the same id in another stream for another event', async () => {
		const same = event();
		await temporary.store.append('s', 'any', [same]);
		expect(await temporary.store.append('t', 'any', [same])).toEqual(success(0));
		// Recorded from KurrentDB 25: scenario "the same events to another stream".
		expect(await temporary.store.append('t', 'any', [same])).toEqual(success(1));
		expect(await temporary.store.append('s', 'any', [same])).toEqual(success(0));
		expect(temporary.revisions('t')).toEqual([0, 1]);
	});

	it('compares ids from the expected revision on', async () => {
		const [first, second, third] = [event(), event(), event()];
		await temporary.store.append('s', 'any', [first]);
		const original = await temporary.store.append('s', 0n, [second, third]);
		expect(await temporary.store.append('s', 0n, [second, third])).toEqual(original);
		expect(await temporary.store.append('s', 0n, [second])).toEqual(success(1));
		expect(await temporary.store.append('s', 0n, [third])).toEqual(wrong(2));
		expect(await temporary.store.append('s', 'no_stream', [first])).toEqual(success(0));
		expect(await temporary.store.append('s', 0n, [second, third, event()])).toEqual(wrong(2));
	});

	it('survives a restart', async () => {
		const same = event();
		const original = await temporary.store.append('s', 'any', [same]);
		await temporary.reopen();
		expect(await temporary.store.append('s', 'any', [same])).toEqual(original);
	});
});

it('asks whether an append is still wanted right before writing it', async () => {
	let wanted = true;
	const outcome = temporary.store.append('s', 'any', events(1), () => wanted);
	wanted = false;
	expect(await outcome).toEqual({ result: 'abandoned' });
	expect(temporary.store.lastPosition()).toBe(temporary.begin);
});
