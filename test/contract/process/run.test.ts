import { randomUUID } from 'node:crypto';

import { jest } from '@jest/globals';
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { eventStore } from '../../../nodes/EventStore/transport.ts';
import { Journal } from '../../../nodes/Process/journal/journal.ts';
import { Process } from '../../../nodes/Process/Process.node.ts';
import { runNode } from '../../support/node-runner.ts';
import { Canvas, chosen, type Step } from './support/canvas.ts';

jest.setTimeout(60_000);

const canvas = new Canvas();
beforeAll(() => canvas.start());
afterAll(() => canvas.remove());

const PROCESS = 'store-things';
const json = (items: INodeExecutionData[]) => items.map((item) => item.json);
const start = (key: string, more: INodeParameters = {}) => ({ resource: 'process', operation: 'start', process: PROCESS, key, input: '={{ $json }}', source: 'any', afterCrash: 'resume', options: {}, ...more });
const runStep = (id: string, more: INodeParameters = {}) => ({ resource: 'step', operation: 'run', workflowId: chosen(id), workflowInputs: { mappingMode: 'autoMapInputData', value: null }, options: { backOff: 0 }, ...more });
const finish = (more: INodeParameters = {}) => ({ resource: 'process', operation: 'finish', output: '={{ $json }}', source: 'any', answerStatus: 200, answerBody: '', ...more });
const undo = { resource: 'process', operation: 'undo', which: 'item', answerStatus: 0, options: { backOff: 0 } };

/** An execution and a key that no other test has. */
const fresh = () => ({ execution: randomUUID(), key: randomUUID() });

/** Ends a step as its last node does. */
const endStep = async (output: IDataObject, undoStep = '') =>
	(
		await runNode(new Process(), {
			credentials: { eventStoreApi: { connectionString: canvas.server.connectionString, username: '', password: '', caCertificate: '' } },
			parameters: { resource: 'step', operation: 'end', output: '={{ $json }}', source: 'any', undoStep: undoStep === '' ? '' : chosen(undoStep) },
			items: [{ json: output }],
		})
	)[0]!;

const begin = async (execution: string, key: string, input: IDataObject = { name: 'a' }, more: INodeParameters = {}) => await canvas.run(execution, 'Start', start(key, more), [{ json: input }]);

/** Lets the lease of an execution run out, as if its n8n had been killed a minute ago. */
async function abandon(key: string): Promise<void> {
	const store = eventStore({ connectionString: canvas.server.connectionString, username: '', password: '', caCertificate: '' });
	const journal = await Journal.read(store, `process-${PROCESS}.${key}`, 'a minute ago');
	await journal.append(store, 'LeaseRenewed', { lease: 0 });
}

describe('a run', () => {
	it('takes its steps one after another, and answers', async () => {
		const { execution, key } = fresh();
		const one = canvas.step(({ name }) => ({ bucket: `b-${name as string}` }));
		const two = canvas.step(({ name, bucket }) => ({ cid: `cid of ${name as string} in ${bucket as string}` }));
		const [go] = await begin(execution, key);
		expect(json(go)).toEqual([{ name: 'a', processRun: `process-${PROCESS}.${key}` }]);
		const [first] = await canvas.run(execution, 'One', runStep(one), go);
		const [second, failed] = await canvas.run(execution, 'Two', runStep(two), first);
		expect(failed).toEqual([]);
		const [answer] = await canvas.run(execution, 'Finish', finish(), second);
		const output = { name: 'a', bucket: 'b-a', cid: 'cid of a in b-a' };
		expect(json(answer)).toEqual([{ status: 200, body: output, output, processRun: `process-${PROCESS}.${key}` }]);
		await expect(canvas.run(execution, 'Three', runStep(one), second)).rejects.toThrow('has ended: it is finished');
		expect((await canvas.journal(PROCESS, key)).map(([type]) => type)).toEqual(['ProcessStarted', 'StepStarted', 'StepDone', 'StepStarted', 'StepDone', 'ProcessFinished']);
	});

	it('that has finished is answered with its first result, and does nothing again', async () => {
		const { key } = fresh();
		const one = canvas.step(() => ({ n: randomUUID() }));
		const [go] = await begin('first', key);
		const [done] = await canvas.run('first', 'One', runStep(one), go);
		const [answer] = await canvas.run('first', 'Finish', finish(), done);
		const [again, answered] = await begin('second', key, { name: 'another' });
		expect(again).toEqual([]);
		expect(json(answered)).toEqual(json(answer));
	});

	it('asked for twenty times at once is begun once', async () => {
		const { key } = fresh();
		const results = await Promise.all(Array.from({ length: 20 }, (_, n) => begin(`at once ${n}`, key, { n }, { options: { wait: 0 } })));
		expect(results.filter(([go]) => go.length === 1)).toHaveLength(1);
		expect(results.flatMap(([, answered]) => json(answered)).map(({ status }) => status)).toEqual(Array.from({ length: 19 }, () => 409));
	});

	it('that another execution is at is waited for, and gives its result', async () => {
		const { key } = fresh();
		const [go] = await begin('quick', key);
		const waiting = begin('patient', key, { name: 'a' }, { options: { wait: 20 } });
		await canvas.run('quick', 'Finish', finish({ answerStatus: 201, answerBody: '{ "made": true }' }), go);
		const [, answered] = await waiting;
		expect(json(answered)).toMatchObject([{ status: 201, body: { made: true } }]);
	});

	it('whose input does not fit its type never begins, and the paths are told', async () => {
		const { key } = fresh();
		const typed = { source: 'text', schema: 'type Thing struct {\n  name String\n  size Int\n}', root: 'Thing' };
		const [go, answered] = await begin('typed', key, { name: 1, size: 'large' }, typed);
		expect(go).toEqual([]);
		expect(json(answered)).toEqual([
			{ status: 422, body: { error: 'The input does not fit its type', problems: [expect.objectContaining({ path: 'name' }), expect.objectContaining({ path: 'size' })] } },
		]);
		await expect(canvas.journal(PROCESS, key)).rejects.toMatchObject({ type: 'stream-not-found' });
	});

	it.each([
		['of a process with a name that no stream tells from its key', { process: 'Store.Things' }, 'Process: "Store.Things"'],
		['under a key with line breaks', { key: 'a\nb' }, 'Key: has control characters'],
		['under a key of a thousand letters', { key: 'x'.repeat(1000) }, 'Key: has 1000 bytes'],
		['without an object', { input: '[1]' }, 'Input (JSON): is no object'],
	])('%s is refused', async (_what, more, message) => {
		await expect(begin('refused', randomUUID(), {}, more)).rejects.toThrow(message);
	});

	it('has no more of the item than its steps ask for, and needs no field to be found again', async () => {
		const { execution, key } = fresh();
		const seen: IDataObject[] = [];
		const one = canvas.step((input) => {
			seen.push(input);
			return {};
		});
		const [go] = await begin(execution, key, { name: 'a', size: 3 });
		await canvas.run(execution, 'One', runStep(one, { workflowInputs: { mappingMode: 'defineBelow', value: { title: '={{ $json.name }}' }, schema: [], matchingColumns: [] } }), go);
		await canvas.run(execution, 'Two', runStep(one), go);
		expect(seen).toEqual([{ title: 'a' }, { name: 'a', size: 3 }]);
		await expect(canvas.run(execution, 'One', runStep(one), [{ json: {} }])).rejects.toThrow('Input: the item belongs to no run of a process');
	});
});

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

	it('a run that somebody is at is left alone', async () => {
		const { key } = fresh();
		await begin('alive', key);
		const [item] = await canvas.run('recovery', 'Ask', { resource: 'run', operation: 'recover', process: PROCESS, key, how: 'asItSays' });
		expect(json(item)).toMatchObject([{ state: 'running', recovered: false, executionId: 'alive' }]);
	});
});

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

describe('Finish', () => {
	it('records what happened once, however often it is finished', async () => {
		const { execution, key } = fresh();
		const subject = `thing-${key}`;
		const [go] = await begin(execution, key);
		const record = finish({ recordEvent: true, eventStream: subject, eventType: 'ThingStored', eventData: '={{ $json }}' });
		await canvas.run(execution, 'Finish', record, go);
		const events = [];
		for await (const { event } of canvas.client.readStream(subject)) events.push(event);
		expect(events).toHaveLength(1);
		expect(events).toMatchObject([{ type: 'ThingStored', data: { name: 'a' }, metadata: { process: PROCESS, $correlationId: `process-${PROCESS}.${key}` } }]);
	});

	it('fails with what does not fit its type, so that the run is undone', async () => {
		const { execution, key } = fresh();
		const [go] = await begin(execution, key);
		const [done, failed] = await canvas.run(execution, 'Finish', finish({ source: 'text', schema: 'type Out struct {\n  cid String\n}', root: 'Out' }), go);
		expect(done).toEqual([]);
		expect(json(failed)).toMatchObject([{ error: { code: 'output-misfit' } }]);
	});
});
