import { randomUUID } from 'node:crypto';

import { Journal } from '../../../nodes/Process/journal/journal.ts';
import { abandon, begin, canvas, finish, fresh, json, PROCESS, runStep, start, store } from './support/runs.ts';

beforeAll(() => canvas.start());
afterAll(() => canvas.remove());

describe('after a crash', () => {
	it('a run goes on where it stopped, and what is done is recalled', async () => {
		const { key } = fresh();
		const one = canvas.step(() => ({ n: randomUUID() }));
		const [go] = await begin('dead', key);
		const [done] = await canvas.run('dead', 'One', runStep(one), go);
		await abandon(key);
		const [resumed] = await begin('alive', key, { name: 'changed' });
		expect(json(resumed)).toMatchObject([{ name: 'a' }]);
		canvas.calls.length = 0;
		const [recalled] = await canvas.run('alive', 'One', runStep(one), resumed);
		expect(json(recalled)).toEqual(json(done));
		expect(canvas.calls).toEqual([]);
	});

	it('the execution that was overtaken can write no more', async () => {
		const { key } = fresh();
		const one = canvas.step(() => ({}));
		const [go] = await begin('slow', key);
		await abandon(key);
		await begin('fast', key);
		await expect(canvas.run('slow', 'One', runStep(one), go)).rejects.toThrow(/Execution fast goes on with the run/);
		expect(canvas.calls).not.toContain(one);
	});

	it('a run is left to a person who decides', async () => {
		const { key } = fresh();
		await begin('dead', key, { name: 'a' }, { afterCrash: 'leave' });
		await abandon(key);
		const [, answered] = await begin('next', key);
		expect(json(answered)).toMatchObject([{ status: 409 }]);
		const left = { resource: 'run', operation: 'getAll', scope: 'open', process: PROCESS, states: ['left'], returnAll: true };
		expect(json((await canvas.run('a person', 'Ask', left))[0])).toContainEqual(expect.objectContaining({ key, state: 'left' }));
		const [decided] = await canvas.run('a person', 'Ask', { resource: 'run', operation: 'recover', process: PROCESS, key, how: 'undo' });
		expect(json(decided)).toMatchObject([{ state: 'undone', recovered: true }]);
		expect(json((await canvas.run('a person', 'Ask', left))[0])).not.toContainEqual(expect.objectContaining({ key }));
	});

	it('a run is resumed by calling its process again, which finds it by name and key', async () => {
		const { key } = fresh();
		await begin('dead', key);
		await abandon(key);
		// The workflow of these tests, as n8n would call it by its second entrance.
		canvas.steps.set('test', async (input) => {
			const [go] = await canvas.run('resumed', 'Start', { ...start(''), process: 'whatever' }, [{ json: input }]);
			const [answer] = await canvas.run('resumed', 'Finish', finish(), go);
			return answer;
		});
		const [recovered] = await canvas.run('recovery', 'Ask', { resource: 'run', operation: 'recover', process: PROCESS, key, how: 'asItSays' });
		expect(json(recovered)).toMatchObject([{ state: 'finished', recovered: true, executionId: 'resumed', output: { name: 'a' } }]);
	});

	it('a run that another recovery has undone meanwhile does not begin anew', async () => {
		const { key } = fresh();
		await begin('dead', key);
		await abandon(key);
		const recovery = { resource: 'run', operation: 'recover', process: PROCESS, key };
		let answered: unknown;
		// While the process is being called again, somebody else is through with the run.
		canvas.steps.set('test', async (input) => {
			await canvas.run('faster', 'Ask', { ...recovery, how: 'undo' });
			const [go, answer] = await canvas.run('resumed', 'Start', { ...start(''), process: 'whatever' }, [{ json: input }]);
			expect(go).toEqual([]);
			answered = json(answer);
			return answer;
		});
		const [recovered] = await canvas.run('recovery', 'Ask', { ...recovery, how: 'asItSays' });
		expect(json(recovered)).toMatchObject([{ state: 'undone' }]);
		expect(answered).toMatchObject([{ status: 500, body: { error: 'The request was interrupted and has been undone' } }]);
		const entries = (await Journal.read(store(), `process-${PROCESS}.${key}`, 'reader')).state;
		expect(entries.begunAt).toBe(0n);
	});

	it('a run that somebody is at is left alone', async () => {
		const { key } = fresh();
		await begin('alive', key);
		const [item] = await canvas.run('recovery', 'Ask', { resource: 'run', operation: 'recover', process: PROCESS, key, how: 'asItSays' });
		expect(json(item)).toMatchObject([{ state: 'running', recovered: false, executionId: 'alive' }]);
	});
});
