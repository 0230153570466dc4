import type { IDataObject } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { chosen, type Step } from './support/canvas.ts';
import { begin, canvas, fresh, json, runStep, undo } from './support/runs.ts';

beforeAll(() => canvas.start());
afterAll(() => canvas.remove());

describe('a step', () => {
	it('that fails for a reason that may pass is tried again', async () => {
		const { execution, key } = fresh();
		let tries = 0;
		const flaky = canvas.step(() => {
			tries++;
			if (tries < 3) throw Object.assign(new Error('Slow down'), { httpCode: '503' });
			return { tries };
		});
		const [go] = await begin(execution, key);
		const [done] = await canvas.run(execution, 'One', runStep(flaky), go);
		expect(json(done)).toMatchObject([{ tries: 3 }]);
	});

	it.each(['400', '404', '409', '422'])('that is refused with %s is tried once', async (httpCode) => {
		const { execution, key } = fresh();
		const id = canvas.step(() => {
			throw new NodeApiError({ id: '1', name: 'Ask', type: 't', typeVersion: 1, position: [0, 0], parameters: {} }, { message: 'No' }, { httpCode, message: 'No, never' });
		});
		const [go] = await begin(execution, key);
		const [done, failed] = await canvas.run(execution, 'One', runStep(id), go);
		expect(done).toEqual([]);
		expect(json(failed)).toMatchObject([{ name: 'a', error: { step: 'One', message: 'No, never', code: httpCode, mayPass: false } }]);
		expect(canvas.calls.filter((call) => call === id)).toHaveLength(1);
	});

	it('that takes too long is given up, and counts as perhaps done', async () => {
		const { execution, key } = fresh();
		const slow = canvas.step(() => new Promise<IDataObject>((resolve) => setTimeout(resolve, 5_000, {}).unref()));
		const [go] = await begin(execution, key);
		const [, failed] = await canvas.run(execution, 'One', runStep(slow, { options: { timeLimit: 1, tries: 1 } }), go);
		expect(json(failed)).toMatchObject([{ error: { code: 'time-limit', perhapsDone: true } }]);
	});

	it.each<[string, Step, string]>([
		['no item', () => [], 'gave no item'],
		['two items', () => [{ json: {} }, { json: {} }], 'gave 2 items'],
		['more than the event store takes', () => ({ text: 'x'.repeat(1_100_000) }), 'is larger than the event store takes'],
	])('that gives %s fails', async (_what, does, message) => {
		const { execution, key } = fresh();
		const [go] = await begin(execution, key);
		const [, failed] = await canvas.run(execution, 'One', runStep(canvas.step(does)), go);
		expect((json(failed)[0]!.error as IDataObject).message).toContain(message);
	});

	it('is done for each element of a list, a few at a time', async () => {
		const { execution, key } = fresh();
		let now = 0;
		let most = 0;
		const three = Promise.withResolvers<void>();
		const id = canvas.step(async ({ n }) => {
			most = Math.max(most, ++now);
			if (now === 3) three.resolve();
			await three.promise;
			now--;
			return { square: Number(n) ** 2 };
		});
		const [go] = await begin(execution, key, { list: Array.from({ length: 12 }, (_, n) => ({ n })) });
		const each = { resource: 'step', operation: 'runForEach', workflowId: chosen(id), list: '={{ $json.list }}', outputField: 'squares', concurrency: 3, options: {} };
		const [done] = await canvas.run(execution, 'One', each, go);
		expect(json(done)).toMatchObject([{ squares: Array.from({ length: 12 }, (_, n) => ({ square: n ** 2 })) }]);
		expect(most).toBe(3);
		canvas.calls.length = 0;
		await canvas.run(execution, 'One', each, go);
		expect(canvas.calls).toEqual([]);
	});

	it('side by side with another that fails counts as done for the undo', async () => {
		const { execution, key } = fresh();
		const undone: IDataObject[] = [];
		const back = canvas.step((input) => {
			undone.push(input);
			return {};
		});
		const good = canvas.step(async () => {
			await new Promise((resolve) => setTimeout(resolve, 100));
			return { made: 'b' };
		});
		const bad = canvas.step(() => {
			throw Object.assign(new Error('No'), { httpCode: '400' });
		});
		const [go] = await begin(execution, key);
		const rows = [good, bad].map((id) => ({ step: chosen(id), input: '={{ $json }}', undo: chosen(back) }));
		const [done, failed] = await canvas.run(execution, 'One', { resource: 'step', operation: 'runTogether', steps: { values: rows }, options: {} }, go);
		expect(done).toEqual([]);
		const [answer] = await canvas.run(execution, 'Undo', undo, failed);
		expect(json(answer)).toMatchObject([{ status: 500, undone: [`One: The step ${good}`], notUndone: [] }]);
		expect(undone).toEqual([{ name: 'a', made: 'b' }]);
	});
});
