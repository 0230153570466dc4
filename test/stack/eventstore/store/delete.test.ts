import { event, events, TemporaryStore } from './temporary-store.ts';

let temporary: TemporaryStore;
beforeEach(() => {
	temporary = new TemporaryStore();
});
afterEach(() => temporary.remove());

const success: unknown = expect.objectContaining({ result: 'success' });
const deleted = { result: 'stream_deleted' };

describe('soft delete', () => {
	it('hides the stream and lets it go on with its numbers', async () => {
		await temporary.store.append('s', 'any', events(3));
		expect(await temporary.store.delete('s', 2n)).toEqual(success);
		expect(temporary.store.read.stream('s')).toMatchObject({ softDeleted: true, revision: 2 });

		await temporary.store.append('s', 'any', events(1));
		expect(temporary.store.read.stream('s').softDeleted).toBe(false);
		expect(temporary.revisions('s')).toEqual([3]);
		expect(temporary.metadata('s')).toEqual({ $tb: 3 });
	});

	it('is no stream to those who expect none, and deleted to those who expect one', async () => {
		await temporary.store.append('s', 'any', events(3));
		await temporary.store.delete('s', 'any');
		expect(await temporary.store.append('s', 'stream_exists', events(1))).toEqual(deleted);
		expect(await temporary.store.append('s', 'no_stream', events(1))).toEqual(success);
		expect(temporary.revisions('s')).toEqual([3]);
	});

	it('replaces the metadata, and new metadata brings the stream back empty', async () => {
		await temporary.setMetadata('s', { $maxCount: 5, colour: 'red' });
		await temporary.store.append('s', 'any', events(2));
		await temporary.store.delete('s', 'any');
		expect(temporary.metadata('s')).toEqual({ $tb: Number('9223372036854775807') });

		await temporary.setMetadata('s', { colour: 'blue' });
		expect(temporary.metadata('s')).toEqual({ colour: 'blue', $tb: 2 });
		expect(temporary.revisions('s')).toEqual([]);
		expect(temporary.store.read.stream('s').softDeleted).toBe(false);
	});

	it('needs a stream, or at least its metadata', async () => {
		expect(await temporary.store.delete('s', 'any')).toEqual({ result: 'wrong_expected_version', current: -1 });
		await temporary.setMetadata('t', { $cacheControl: 10 });
		expect(await temporary.store.delete('t', 'no_stream')).toEqual(success);
	});

	it('checks the expected revision', async () => {
		await temporary.store.append('s', 'any', events(3));
		expect(await temporary.store.delete('s', 1n)).toEqual({ result: 'wrong_expected_version', current: 2 });
		expect(temporary.revisions('s')).toEqual([0, 1, 2]);
	});
});

describe('tombstone', () => {
	it('is for ever, for the stream and its metadata, also after a restart', async () => {
		const first = event();
		await temporary.store.append('s', 'any', [first]);
		expect(await temporary.store.tombstone('s', 'any')).toEqual(success);
		await temporary.reopen();
		expect(await temporary.store.append('s', 'any', [first])).toEqual(deleted);
		expect(await temporary.store.append('$$s', 'any', events(1))).toEqual(deleted);
		expect(await temporary.store.delete('s', 'any')).toEqual(deleted);
		expect(await temporary.store.tombstone('s', 'any')).toEqual(deleted);
	});

	it('stands in the log, and needs no stream', async () => {
		await temporary.store.tombstone('s', 'no_stream');
		const { events: log } = temporary.store.read.allPage('forwards', temporary.begin + 1, 10);
		expect(log).toEqual([expect.objectContaining({ stream: 's', type: '$streamDeleted', revision: null })]);
	});
});
