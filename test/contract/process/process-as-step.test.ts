import { randomUUID } from 'node:crypto';

import { type IDataObject, type INodeExecutionData, NodeOperationError } from 'n8n-workflow';

import { begin, canvas, endStep, finish, fresh, json, runStep, start, undo } from './support/runs.ts';

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

	it('takes null for missing, which n8n gives for inputs that the caller does not; asked otherwise it does so only when told to', async () => {
		const typed = { source: 'text', schema: 'type Thing struct {\n  name String\n  note optional String\n}', root: 'Thing' };
		const input = { name: 'a', note: null };
		const inner = canvas.step(async () => {
			const own = randomUUID();
			const [go, answered] = await canvas.run(own, 'Start', { ...start(''), process: 'inner-null', ...typed }, [{ json: input }]);
			if (answered.length > 0) return answered;
			expect(json(go)).toMatchObject([{ name: 'a' }]);
			expect(go[0]!.json).not.toHaveProperty('note');
			return (await canvas.run(own, 'Finish', finish(), go))[0];
		});
		const { execution, key } = fresh();
		const [go] = await begin(execution, key);
		const [done, failed] = await canvas.run(execution, 'Two', runStep(inner), go);
		expect(json(failed)).toEqual([]);
		expect(json(done)).toMatchObject([{ name: 'a' }]);

		const [, refused] = await begin(randomUUID(), randomUUID(), input, typed);
		expect(json(refused)).toMatchObject([{ status: 422, body: { problems: [{ path: 'note' }] } }]);
		const [taken] = await begin(randomUUID(), randomUUID(), input, { ...typed, options: { nullIsMissing: true } });
		expect(taken).toHaveLength(1);
	});

	/** A process of one step and what comes after it, as n8n calls it. */
	const innerOf = (innerStep: string, goOn: (own: string, done: INodeExecutionData[], failed: INodeExecutionData[]) => Promise<INodeExecutionData[]>) =>
		canvas.step(async (input) => {
			const own = randomUUID();
			const [go, answered] = await canvas.run(own, 'Start', { ...start(''), process: 'inner' }, [{ json: input }]);
			if (answered.length > 0) return answered;
			const [done, failed] = await canvas.run(own, 'One', runStep(innerStep), go);
			return await goOn(own, done, failed);
		});

	it('is undone when it has failed after its own end', async () => {
		const { execution, key } = fresh();
		const gone: IDataObject[] = [];
		const back = canvas.step((input) => {
			gone.push(input);
			return {};
		});
		const inner = innerOf(canvas.step(() => endStep({ inner: 'made' }, back)), async (own, done) => {
			await canvas.run(own, 'Finish', finish(), done);
			throw new NodeOperationError({ id: '1', name: 'After', type: 't', typeVersion: 1, position: [0, 0], parameters: {} }, 'It fails behind its end');
		});
		const [go] = await begin(execution, key);
		const [, failed] = await canvas.run(execution, 'Two', runStep(inner), go);
		const [undone] = await canvas.run(execution, 'Undo', undo, failed);
		expect(gone).toEqual([{ name: 'a', inner: 'made' }]);
		expect(json(undone)).toMatchObject([{ undone: ['Two'], notUndone: [] }]);
	});

	it('says what it could not undo, which is tried again and named by the outer one', async () => {
		const { execution, key } = fresh();
		let tries = 0;
		const back = canvas.step(() => {
			tries++;
			throw new Error('It is stuck');
		});
		const made = canvas.step(() => endStep({ inner: 'made' }, back));
		const fails = canvas.step(() => {
			throw new NodeOperationError({ id: '1', name: 'Bad', type: 't', typeVersion: 1, position: [0, 0], parameters: {} }, 'It cannot be');
		});
		let runs = 0;
		const inner = innerOf(made, async (own, done) => {
			runs++;
			const [, failed] = await canvas.run(own, 'Three', runStep(fails), done);
			return (await canvas.run(own, 'Undo', undo, failed))[0];
		});
		const [go] = await begin(execution, key);
		const [, failed] = await canvas.run(execution, 'Two', runStep(inner), go);
		// What cannot pass within it cannot pass outside.
		expect(runs).toBe(1);
		expect(json(failed)).toMatchObject([{ error: { step: 'Two', mayPass: false } }]);
		const before = tries;
		const [undone] = await canvas.run(execution, 'Undo', undo, failed);
		expect(tries).toBeGreaterThan(before);
		expect(json(undone)).toMatchObject([{ status: 500, notUndone: [{ step: 'Two', message: expect.stringContaining('could not be undone: One') as string }] }]);
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
