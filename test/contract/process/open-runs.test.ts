import { randomUUID } from 'node:crypto';


import { noteClosed, noteOpened, openRuns } from '../../../nodes/Process/journal/open-runs.ts';
import { collect } from '../eventstore-server/collect.ts';
import { canvas, finish, json, runStep, start, store } from './support/runs.ts';

beforeAll(() => canvas.start());
afterAll(() => canvas.remove());

/** What an execution of its own notes before the first entry of a journal. */
const opened = async (stream: string) => await noteOpened(store(), { stream, executionId: randomUUID(), last: undefined });

it('are found among few entries, however many runs have ended and however long one stays open', async () => {
	await opened('process-a.open');
	for (let n = 0; n < 300; n++) {
		await opened(`process-a.${n}`);
		await noteClosed(store(), `process-a.${n}`, '1');
	}
	expect((await openRuns(store())).map(({ stream }) => stream).filter((stream) => stream.startsWith('process-a.'))).toEqual(['process-a.open']);
	expect((await collect(canvas.client.readStream('processes-open'))).length).toBeLessThan(210);
});

it('are kept when whoever tidied up was killed before the end of it', async () => {
	await opened('process-cut.open');
	for (let n = 0; n < 120; n++) {
		// What was noted again stands there, and nothing was let go: as if the last step had not been done.
		if (n === 60) await canvas.client.setStreamMetadata('processes-open', {});
		await opened(`process-cut.${n}`);
		await noteClosed(store(), `process-cut.${n}`, '1');
	}
	expect((await openRuns(store())).map(({ stream }) => stream)).toContain('process-cut.open');
});

it('are kept when many runs end at once', async () => {
	await opened('process-many.open');
	const end = async (n: number) => {
		await opened(`process-many.${n}`);
		await noteClosed(store(), `process-many.${n}`, '1');
	};
	for (let begun = 0; begun < 400; begun += 40) await Promise.all(Array.from({ length: 40 }, (_, n) => end(begun + n)));
	expect((await openRuns(store())).map(({ stream }) => stream).filter((stream) => stream.startsWith('process-many'))).toEqual(['process-many.open']);
});

it('are not those that ended while nobody could note it', async () => {
	const [go] = await canvas.run('ends', 'Start', start('unseen', { process: 'ends' }));
	await canvas.run('ends', 'Finish', finish(), go);
	// As if its end had not been noted, and one that is about to begin.
	await opened('process-ends.unseen');
	await opened('process-ends.coming');
	const [listed] = await canvas.run('asks', 'Ask', { resource: 'run', operation: 'getAll', scope: 'open', process: 'ends', states: [], returnAll: true });
	expect(listed).toEqual([]);
	expect((await openRuns(store())).map(({ stream }) => stream).filter((stream) => stream.startsWith('process-ends'))).toEqual(['process-ends.coming']);
});

it('are those whose journal was deleted and that were asked for again', async () => {
	const parameters = start('again', { process: 'deleted' });
	const [first] = await canvas.run('first', 'Start', parameters);
	await canvas.run('first', 'Finish', finish(), first);
	await canvas.client.deleteStream('process-deleted.again');
	const [second] = await canvas.run('second', 'Start', parameters);
	expect((await openRuns(store())).map(({ stream }) => stream)).toContain('process-deleted.again');
	// What follows expects the number that the first entry has, which is not 0.
	const [done] = await canvas.run('second', 'One', runStep(canvas.step(() => ({ n: 1 }))), second);
	const [answered] = await canvas.run('second', 'Finish', finish(), done);
	expect(json(answered)).toMatchObject([{ status: 200, output: { n: 1 } }]);
});

it('say since when, however often they were noted again', async () => {
	const since = async () => (await openRuns(store())).find(({ stream }) => stream === 'process-since.open')?.since;
	await opened('process-since.open');
	const begun = await since();
	for (let n = 0; n < 110; n++) await noteClosed(store(), `process-since.${n}`, '1');
	expect(begun).toBeDefined();
	expect(await since()).toEqual(begun);
});
