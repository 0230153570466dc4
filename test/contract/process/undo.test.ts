import type { IDataObject } from 'n8n-workflow';

import { abandon, begin, canvas, endStep, finish, fresh, json, PROCESS, runStep, undo } from './support/runs.ts';

beforeAll(() => canvas.start());
afterAll(() => canvas.remove());

describe('an undo', () => {
	it('goes from the last step to the first, with what each got and gave', async () => {
		const { execution, key } = fresh();
		const undone: unknown[] = [];
		const back = (name: string) =>
			canvas.step((input) => {
				undone.push([name, input]);
				return {};
			});
		const [undoOne, undoTwo] = [back('one'), back('two')];
		const one = canvas.step(({ name }) => endStep({ bucket: `b-${name as string}` }, undoOne));
		const two = canvas.step(() => endStep({ cid: 'c' }, undoTwo));
		const three = canvas.step(() => {
			throw new Error('The disk is on fire');
		});
		const [go] = await begin(execution, key);
		const [first] = await canvas.run(execution, 'One', runStep(one), go);
		const [second] = await canvas.run(execution, 'Two', runStep(two), first);
		const [, failed] = await canvas.run(execution, 'Three', runStep(three, { options: { tries: 1 } }), second);
		const [answer] = await canvas.run(execution, 'Undo', undo, failed);
		expect(undone).toEqual([
			['two', { name: 'a', bucket: 'b-a', cid: 'c' }],
			['one', { name: 'a', bucket: 'b-a' }],
		]);
		expect(json(answer)).toEqual([
			{
				status: 503,
				body: { error: 'The request failed at "Three" and was undone' },
				reason: { message: 'The disk is on fire' },
				undone: ['One', 'Two'],
				notUndone: [],
				processRun: `process-${PROCESS}.${key}`,
			},
		]);
		const [anew] = await begin('later', key);
		expect(json(anew)).toMatchObject([{ name: 'a' }]);
	});

	it('goes on when one step cannot be undone, says which, and can be asked for again', async () => {
		const { execution, key } = fresh();
		let stuck = true;
		const undoOne = canvas.step(() => ({}));
		const undoTwo = canvas.step(() => {
			if (stuck) throw Object.assign(new Error('In use'), { httpCode: '409' });
			return {};
		});
		const [go] = await begin(execution, key);
		const [first] = await canvas.run(execution, 'One', runStep(canvas.step(() => endStep({}, undoOne))), go);
		const [second] = await canvas.run(execution, 'Two', runStep(canvas.step(() => endStep({}, undoTwo))), first);
		const [answer] = await canvas.run(execution, 'Undo', undo, second);
		expect(json(answer)).toMatchObject([{ undone: ['One'], notUndone: [{ step: 'Two', message: 'In use' }], body: { error: 'The request failed and was undone, but for 1 of its steps' } }]);
		stuck = false;
		const [again] = await canvas.run('a person', 'Ask', { resource: 'process', operation: 'undo', which: 'key', process: PROCESS, key, options: {} });
		expect(json(again)).toMatchObject([{ undone: ['One', 'Two'], notUndone: [] }]);
	});

	it('of a run that has finished is asked for by its key', async () => {
		const { execution, key } = fresh();
		const gone: IDataObject[] = [];
		const back = canvas.step((input) => {
			gone.push(input);
			return {};
		});
		const [go] = await begin(execution, key);
		const [done] = await canvas.run(execution, 'One', runStep(canvas.step(() => endStep({ made: 1 }, back))), go);
		await canvas.run(execution, 'Finish', finish(), done);
		await canvas.run('a person', 'Ask', { resource: 'process', operation: 'undo', which: 'key', process: PROCESS, key, options: {} });
		expect(gone).toEqual([{ name: 'a', made: 1 }]);
		const [run] = await canvas.run('a person', 'Ask', { resource: 'run', operation: 'get', process: PROCESS, key });
		expect(json(run)).toMatchObject([{ state: 'undone', steps: [{ step: 'One', state: 'undone' }] }]);
	});

	it('does a step again of which nobody knows whether it was done, for only its output says what to undo', async () => {
		const { key } = fresh();
		const gone: IDataObject[] = [];
		const back = canvas.step((input) => {
			gone.push(input);
			return {};
		});
		const { promise: dead, resolve: bury } = Promise.withResolvers<IDataObject>();
		let killed = true;
		const one = canvas.step(() => (killed ? dead : endStep({ made: 'x' }, back)));
		const [go] = await begin('killed', key, { name: 'a' }, { afterCrash: 'undo' });
		const ghost = canvas.run('killed', 'One', runStep(one), go);
		while (!canvas.calls.includes(one)) await new Promise((resolve) => setTimeout(resolve, 20));
		killed = false;
		await abandon(key);
		const [, answered] = await begin('next', key);
		expect(json(answered)).toMatchObject([{ status: 500 }]);
		expect(gone).toEqual([{ name: 'a', made: 'x' }]);
		bury({});
		await expect(ghost).rejects.toThrow(/Execution next goes on with the run/);
	});
});
