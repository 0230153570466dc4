import { randomUUID } from 'node:crypto';

import { jest } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { begin, canvas, endStep, finish, fresh, json, runStep, start, undo } from './support/runs.ts';

jest.setTimeout(60_000);

beforeAll(() => canvas.start());
afterAll(() => canvas.remove());

describe('a process that is a step', () => {
	it('has the call for its key, and is undone by its own journal', async () => {
		const { execution, key } = fresh();
		const gone: IDataObject[] = [];
		const back = canvas.step((input) => {
			gone.push(input);
			return {};
		});
		const innerStep = canvas.step(() => endStep({ inner: 'made' }, back));
		const inner = canvas.step(async (input) => {
			const own = randomUUID();
			const [go, answered] = await canvas.run(own, 'Start', { ...start(''), process: 'inner' }, [{ json: input }]);
			if (answered.length > 0) return answered;
			const [done] = await canvas.run(own, 'One', runStep(innerStep), go);
			return (await canvas.run(own, 'Finish', finish(), done))[0];
		});
		const [go] = await begin(execution, key);
		const [done] = await canvas.run(execution, 'Two', runStep(inner), go);
		expect(json(done)).toMatchObject([{ name: 'a', inner: 'made' }]);
		await canvas.run(execution, 'Undo', undo, done);
		expect(gone).toEqual([{ name: 'a', inner: 'made' }]);
	});

	it('fails as a step when it refuses', async () => {
		const { execution, key } = fresh();
		const inner = canvas.step(async (input) => {
			const [go] = await canvas.run(randomUUID(), 'Start', { ...start(''), process: 'inner', source: 'text', schema: 'type A struct {\n  size Int\n}', root: 'A' }, [{ json: input }]);
			return go;
		});
		const [go] = await begin(execution, key);
		const [, failed] = await canvas.run(execution, 'Two', runStep(inner), go);
		expect(json(failed)).toMatchObject([{ error: { message: 'The input does not fit its type', code: '422', mayPass: false } }]);
	});
});
