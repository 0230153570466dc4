import { jest } from '@jest/globals';

import { noteClosed, noteOpened, openRuns } from '../../../nodes/Process/journal/open-runs.ts';
import { collect } from '../eventstore-server/collect.ts';
import { canvas, finish, start, store } from './support/runs.ts';

jest.setTimeout(60_000);

beforeAll(() => canvas.start());
afterAll(() => canvas.remove());

it('are found among few entries, however many runs have ended and however long one stays open', async () => {
	await noteOpened(store(), 'process-a.open', 'new');
	for (let n = 0; n < 300; n++) {
		await noteOpened(store(), `process-a.${n}`, 'new');
		await noteClosed(store(), `process-a.${n}`, '1');
	}
	expect((await openRuns(store())).map(({ stream }) => stream).filter((stream) => stream.startsWith('process-a.'))).toEqual(['process-a.open']);
	expect((await collect(canvas.client.readStream('processes-open'))).length).toBeLessThan(210);
});

it('are kept when whoever tidied up was killed before the end of it', async () => {
	await noteOpened(store(), 'process-cut.open', 'new');
	for (let n = 0; n < 120; n++) {
		// What was noted again stands there, and nothing was let go: as if the last step had not been done.
		if (n === 60) await canvas.client.setStreamMetadata('processes-open', {});
		await noteOpened(store(), `process-cut.${n}`, 'new');
		await noteClosed(store(), `process-cut.${n}`, '1');
	}
	expect((await openRuns(store())).map(({ stream }) => stream)).toContain('process-cut.open');
});

it('are kept when many runs end at once', async () => {
	await noteOpened(store(), 'process-many.open', 'new');
	const end = async (n: number) => {
		await noteOpened(store(), `process-many.${n}`, 'new');
		await noteClosed(store(), `process-many.${n}`, '1');
	};
	for (let begun = 0; begun < 400; begun += 40) await Promise.all(Array.from({ length: 40 }, (_, n) => end(begun + n)));
	expect((await openRuns(store())).map(({ stream }) => stream).filter((stream) => stream.startsWith('process-many'))).toEqual(['process-many.open']);
});

it('are not those that ended while nobody could note it', async () => {
	const [go] = await canvas.run('ends', 'Start', start('unseen', { process: 'ends' }));
	await canvas.run('ends', 'Finish', finish(), go);
	await noteOpened(store(), 'process-ends.unseen', 'as if its end had not been noted');
	await noteOpened(store(), 'process-ends.coming', 'about to begin');
	const [listed] = await canvas.run('asks', 'Ask', { resource: 'run', operation: 'getAll', scope: 'open', process: 'ends', states: [], returnAll: true });
	expect(listed).toEqual([]);
	expect((await openRuns(store())).map(({ stream }) => stream).filter((stream) => stream.startsWith('process-ends'))).toEqual(['process-ends.coming']);
});
