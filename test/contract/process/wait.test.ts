import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { answer, begin, canvas, endStep, finish, fresh, json, PROCESS, runStep, start, undo, wait } from './support/runs.ts';

beforeAll(() => canvas.start());
afterAll(() => canvas.remove());

const ask = async (parameters: INodeParameters) => json((await canvas.run('a person', 'Ask', parameters))[0])[0]!;
const recover = async (key: string, how = 'asItSays') => await ask({ resource: 'run', operation: 'recover', process: PROCESS, key, how });
const get = async (key: string) => await ask({ resource: 'run', operation: 'get', process: PROCESS, key });
const listed = async (...states: string[]) => json((await canvas.run('a person', 'Ask', { resource: 'run', operation: 'getAll', scope: 'open', process: PROCESS, states, returnAll: true }))[0]).map(({ key }) => key);

let executions = 0;

/** A process Start → One → Wait → Two → Finish, as n8n runs it from either entrance. */
function aProcessThatWaits(waits: INodeParameters = {}, more: INodeParameters = {}) {
	const { key } = fresh();
	const one = canvas.step(() => ({ n: ++done.one }));
	const two = canvas.step(() => ({ two: ++done.two }));
	const done = { one: 0, two: 0 };
	const run = async (parameters: INodeParameters, input: IDataObject) => {
		const execution = `execution ${++executions}`;
		const [go, answered] = await canvas.run(execution, 'Start', parameters, [{ json: input }]);
		if (go.length === 0) return { by: 'answered', items: json(answered), execution };
		const [first] = await canvas.run(execution, 'One', runStep(one), go);
		const [goesOn, waiting, late] = await canvas.run(execution, 'Wait', wait(waits), first);
		if (waiting.length > 0) return { by: 'waits', items: json(waiting), execution };
		const [second] = await canvas.run(execution, 'Two', runStep(two), [...goesOn, ...late]);
		const [finished] = await canvas.run(execution, 'Finish', finish(), second);
		return { by: late.length > 0 ? 'late' : 'finished', items: json(finished), execution };
	};
	/** By the webhook. */
	const request = async () => {
		// The workflow of these tests, as n8n calls it by its second entrance.
		canvas.steps.set('test', async (input) => (await run({ ...start(''), process: 'whatever', ...more }, input)).items[0]!);
		return await run(start(key, more), { name: 'a' });
	};
	return { key, done, request };
}

describe('a run that waits for an answer', () => {
	it('is held by nobody, is listed, and goes on with the answer, each step once', async () => {
		const { key, done, request } = aProcessThatWaits();
		expect(await request()).toMatchObject({ by: 'waits', items: [{ status: 202, body: { waitsFor: 'approval' } }] });
		expect(await get(key)).toMatchObject({ state: 'waiting', waitsFor: { step: 'Wait', name: 'approval' } });
		expect(await listed('waiting')).toContain(key);
		expect(await listed('abandoned', 'due')).not.toContain(key);
		// Who asks again is told the same.
		expect(await request()).toMatchObject({ by: 'answered', items: [{ status: 202, body: { waitsFor: 'approval' } }] });
		expect(await recover(key)).toMatchObject({ state: 'waiting', recovered: false });
		expect(await ask(answer(key, { by: 'b' }))).toMatchObject({ state: 'finished', recorded: true, given: { by: 'b' }, output: { n: 1, approval: { by: 'b' }, two: 1 } });
		expect(done).toEqual({ one: 1, two: 1 });
		expect(await request()).toMatchObject({ by: 'answered', items: [{ status: 200, output: { approval: { by: 'b' } } }] });
	});

	it('takes the first of two answers', async () => {
		const { key, request } = aProcessThatWaits();
		await request();
		const answers = await Promise.all(['b', 'c', 'd'].map(async (by) => await ask(answer(key, { by })).catch((error: Error) => error.message)));
		const recorded = answers.filter((each) => typeof each === 'object' && each.recorded === true);
		expect(recorded).toHaveLength(1);
		const { given } = recorded[0] as IDataObject;
		expect(await get(key)).toMatchObject({ state: 'finished', output: { approval: given } });
		await expect(ask(answer(key, { by: 'e' }))).resolves.toMatchObject({ recorded: false, given });
		await expect(ask(answer(key, { by: 'e' }, { name: 'other' }))).rejects.toThrow('waits for nothing any more: it is finished');
	});

	it('does not wait for one that came before', async () => {
		const { execution, key } = fresh();
		const [go] = await begin(execution, key);
		expect(await ask(answer(key, { early: true }))).toMatchObject({ state: 'running', recorded: true });
		// The execution still has the run: the answer is no taking over.
		const [first] = await canvas.run(execution, 'One', runStep(canvas.step(() => ({ n: 1 }))), go);
		const [goesOn, waits] = await canvas.run(execution, 'Wait', wait(), first);
		expect(waits).toEqual([]);
		expect(json(goesOn)).toMatchObject([{ n: 1, approval: { early: true } }]);
		const [finished] = await canvas.run(execution, 'Finish', finish(), goesOn);
		expect(json(finished)).toMatchObject([{ status: 200 }]);
	});

	it('goes on when whoever answered could not see to it', async () => {
		const { key, request } = aProcessThatWaits({}, { afterCrash: 'leave' });
		await request();
		const steps = canvas.steps.get('test')!;
		canvas.steps.delete('test');
		expect(await ask(answer(key, { by: 'b' }))).toMatchObject({ state: 'due', problem: 'Workflow is not active and cannot be executed.' });
		canvas.steps.set('test', steps);
		expect(await listed('due')).toContain(key);
		// A wait is no crash, whatever is to become of one that crashed.
		expect(await recover(key)).toMatchObject({ state: 'finished', recovered: true });
	});

	it('goes on without one when its time has passed, and does not hear one after that', async () => {
		const { key, request } = aProcessThatWaits({ limit: true, limitAmount: 0.02, limitUnit: 'minutes' });
		const { items } = await request();
		expect(items).toMatchObject([{ body: { waitsFor: 'approval', until: expect.any(String) as string } }]);
		while (!(await listed('due')).includes(key));
		expect(await recover(key)).toMatchObject({ state: 'finished', output: { two: 1 } });
		expect((await get(key)).output).not.toHaveProperty('approval');
		await expect(ask(answer(key, { by: 'b' }))).rejects.toThrow('it is finished');
	});

	it('is undone when a person says so', async () => {
		const { execution, key } = fresh();
		const [go] = await begin(execution, key);
		const undoStep = canvas.step(() => ({ gone: true }));
		const [first] = await canvas.run(execution, 'One', runStep(canvas.step(async () => await endStep({ n: 1 }, undoStep))), go);
		await canvas.run(execution, 'Wait', wait(), first);
		expect(await recover(key, 'undo')).toMatchObject({ state: 'undone', recovered: true, steps: [{ state: expect.stringMatching(/undone|done/) as string }] });
	});

	it('does nothing behind the output Waits', async () => {
		const { execution, key } = fresh();
		const [go] = await begin(execution, key);
		const [, waits] = await canvas.run(execution, 'Wait', wait(), go);
		await expect(canvas.run(execution, 'Two', runStep(canvas.step(() => ({}))), waits)).rejects.toThrow(`The run "process-${PROCESS}.${key}" waits`);
		await expect(canvas.run(execution, 'Undo', undo, waits)).rejects.toThrow('waits');
	});

	it('is left to a person when its workflow no longer has the place at which it waits', async () => {
		const { key } = fresh();
		const [go] = await begin('before', key);
		await canvas.run('before', 'Wait', wait(), go, undefined);
		canvas.without = 'Wait';
		try {
			canvas.steps.set('test', async (input) => json((await canvas.run('after', 'Start', { ...start(''), process: 'whatever' }, [{ json: input }]))[1])[0]!);
			expect(await ask(answer(key, { by: 'b' }))).toMatchObject({ state: 'left', reason: { message: 'The workflow has no longer the steps that are done: Wait' } });
		} finally {
			canvas.without = undefined;
		}
	});
});

describe('a run that waits for a time', () => {
	const interval = (minutes: number) => ({ waitFor: 'interval', amount: minutes, unit: 'minutes' });
	const moment = { waitFor: 'moment', moment: '={{ $json.at }}' };
	const inTime = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();

	it.each([['interval', interval(60), inTime(0)], ['moment', moment, inTime(3_600_000)]])('(%s) is left alone until it has come', async (_kind, waits, at) => {
		const { execution, key } = fresh();
		const [go] = await begin(execution, key, { at });
		const [, waiting] = await canvas.run(execution, 'Wait', wait(waits), go);
		const [{ body }] = json(waiting) as [{ body: { until: string } }];
		expect(body).toMatchObject({ waitsFor: 'time', until: expect.any(String) as string });
		expect(await get(key)).toMatchObject({ state: 'waiting', waitsFor: { until: body.until } });
		expect(await recover(key)).toMatchObject({ state: 'waiting', recovered: false });
	});

	it.each([['interval', interval(0.02)], ['moment', moment]])('(%s) is due when it has come, counted from the first time', async (_kind, waits) => {
		const { execution, key } = fresh();
		const at = inTime(1_200);
		const [go] = await begin(execution, key, { at });
		const [goesOn, waiting] = await canvas.run(execution, 'Wait', wait(waits), go);
		// On a busy machine it may have come already.
		if (goesOn.length > 0) return expect(Date.now()).toBeGreaterThanOrEqual(new Date(at).getTime());
		const [{ body }] = json(waiting) as [{ body: { until: string } }];
		canvas.steps.set('test', async (input) => {
			const [again] = await canvas.run('on time', 'Start', { ...start(''), process: 'whatever' }, [{ json: input }]);
			const [next] = await canvas.run('on time', 'Wait', wait(waits), again);
			return json((await canvas.run('on time', 'Finish', finish(), next))[0])[0]!;
		});
		while (!(await listed('due')).includes(key));
		expect(Date.now()).toBeGreaterThanOrEqual(new Date(body.until).getTime());
		expect(await recover(key)).toMatchObject({ state: 'finished', output: { at } });
	});

	it('goes on at once when the time has passed', async () => {
		const { execution, key } = fresh();
		const [go] = await begin(execution, key);
		const [goesOn] = await canvas.run(execution, 'Wait', wait({ waitFor: 'moment', moment: '2026-01-01T00:00:00Z' }), go);
		expect(goesOn).toHaveLength(1);
	});
});

it('a step does not wait: what it has done is undone, and it fails', async () => {
	const { execution, key } = fresh();
	const [go] = await begin(execution, key);
	const inner = canvas.step(async (input) => {
		const [begun] = await canvas.run('inner', 'Start', { ...start(''), process: 'inner' }, [{ json: input }]);
		return (await canvas.run('inner', 'Wait', wait(), begun))[0];
	});
	const [, failed] = await canvas.run(execution, 'One', runStep(inner), go);
	expect(json(failed)).toMatchObject([{ error: { message: expect.stringContaining('a process that waits cannot be a step of another one') as string, mayPass: false, perhapsDone: false } }]);
});

it.each([
	[{ name: '' }, 'Name of the Answer'],
	[{ name: 'two words' }, 'Name of the Answer: "two words"'],
	[{ name: '__proto__' }, 'Name of the Answer'],
	[{ waitFor: 'moment', moment: 'tomorrow' }, 'Moment: got "tomorrow"'],
	[{ waitFor: 'interval', amount: -1, unit: 'days' }, 'Wait Amount'],
	[{ waitFor: 'interval', amount: 9e12, unit: 'days' }, 'beyond the year 9999'],
])('%j is refused', async (parameters, message) => {
	const { execution, key } = fresh();
	const [go] = await begin(execution, key);
	await expect(canvas.run(execution, 'Wait', wait(parameters), go)).rejects.toThrow(message);
});

it('an answer to nobody is refused', async () => {
	await expect(ask(answer('nobody', {}))).rejects.toThrow(`There is no such run: nothing stands in its journal, the stream "process-${PROCESS}.nobody"`);
	await expect(ask(answer('nobody', {}, { answer: '[1]' }))).rejects.toThrow('Answer (JSON): is no object');
});
