import { randomUUID } from 'node:crypto';

import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { Process } from '../../../nodes/Process/Process.node.ts';
import { runNode } from '../../support/node-runner.ts';
import { Canvas, chosen } from './support/canvas.ts';

const canvas = new Canvas();
beforeAll(() => canvas.start());
afterAll(() => canvas.remove());

const PROCESS = 'refuse-things';
const json = (items: INodeExecutionData[]) => items.map((item) => item.json);
const step = async (parameters: INodeParameters) =>
	(await runNode(new Process(), { credentials: { eventStoreApi: { connectionString: canvas.server.connectionString, username: '', password: '', caCertificate: '' } }, parameters: { resource: 'step', ...parameters }, items: [{ json: {} }] }))[0]!;
const refuse = (reason: string, status = 422) => step({ operation: 'refuse', reason, status });
const start = (key: string) => ({ resource: 'process', operation: 'start', process: PROCESS, key, input: '={{ $json }}', source: 'any', afterCrash: 'resume', options: {} });
const runStep = (id: string) => ({ resource: 'step', operation: 'run', workflowId: chosen(id), workflowInputs: { mappingMode: 'autoMapInputData', value: null }, options: { backOff: 0 } });
const undo = (answerStatus = 0) => ({ resource: 'process', operation: 'undo', which: 'item', answerStatus, options: { backOff: 0 } });

describe('a request that a step refuses', () => {
	it('is not tried again, what was done is undone, and the caller is told why', async () => {
		const [execution, key] = [randomUUID(), randomUUID()];
		let undone = 0;
		const back = canvas.step(() => ({ undone: ++undone }));
		const one = canvas.step(() => step({ operation: 'end', output: '{ "made": 1 }', source: 'any', undoStep: chosen(back) }));
		let asked = 0;
		const two = canvas.step(() => {
			asked++;
			return refuse('The quota is used up');
		});
		const [go] = await canvas.run(execution, 'Start', start(key), [{ json: { name: 'a' } }]);
		const [first] = await canvas.run(execution, 'One', runStep(one), go);
		const [, failed] = await canvas.run(execution, 'Two', runStep(two), first);
		expect(json(failed)).toMatchObject([{ error: { step: 'Two', message: 'The quota is used up', code: '422', mayPass: false, perhapsDone: false } }]);
		const [answer] = await canvas.run(execution, 'Undo', undo(), failed);
		expect(json(answer)).toMatchObject([{ status: 422, body: { error: 'The quota is used up' }, undone: ['One'], notUndone: [] }]);
		expect([asked, undone]).toEqual([1, 1]);
		expect(await canvas.journal(PROCESS, key)).toContainEqual(['UndoStarted', expect.objectContaining({ answer: { status: 422, body: { error: 'The quota is used up' } } })]);
	});

	it('is answered as Undo says where it says so, and as a failure where it was none', async () => {
		for (const [does, status, expected] of [
			[() => refuse('Taken', 409), 0, { status: 409, body: { error: 'Taken' } }],
			[() => refuse('Taken', 409), 400, { status: 400, body: { error: 'Taken' } }],
			[() => Promise.reject(new Error('Disk on fire')), 0, { status: 503, body: { error: 'The request failed at "One" and was undone' } }],
		] as const) {
			const execution = randomUUID();
			const [go] = await canvas.run(execution, 'Start', start(randomUUID()));
			const [, failed] = await canvas.run(execution, 'One', { ...runStep(canvas.step(does)), options: { backOff: 0, tries: 1 } }, go);
			const [answer] = await canvas.run(execution, 'Undo', undo(status), failed);
			expect(json(answer)).toMatchObject([expected]);
		}
	});

	it('by a process within another is answered by the outer one', async () => {
		const inner = canvas.step(async () => {
			const execution = randomUUID();
			const [go] = await canvas.run(execution, 'Start', { ...start(''), process: 'refuse-within' });
			const [, failed] = await canvas.run(execution, 'One', runStep(canvas.step(() => refuse('Nobody knows it', 404))), go);
			return (await canvas.run(execution, 'Undo', undo(), failed))[0];
		});
		const execution = randomUUID();
		const [go] = await canvas.run(execution, 'Start', start(randomUUID()));
		const [, failed] = await canvas.run(execution, 'Two', runStep(inner), go);
		const [answer] = await canvas.run(execution, 'Undo', undo(), failed);
		expect(json(answer)).toMatchObject([{ status: 404, body: { error: 'Nobody knows it' } }]);
	});

	it('says more than the reason where there is more to say', async () => {
		const execution = randomUUID();
		const fields = [{ path: 'machine', problem: 'nobody knows it' }];
		const [go] = await canvas.run(execution, 'Start', start(randomUUID()));
		const one = canvas.step(() => step({ operation: 'refuse', reason: 'No such machine', status: 422, details: JSON.stringify({ fields }) }));
		const [, failed] = await canvas.run(execution, 'One', runStep(one), go);
		const [answer] = await canvas.run(execution, 'Undo', undo(), failed);
		expect(json(answer)).toMatchObject([{ status: 422, body: { error: 'No such machine', fields } }]);
	});

	it('needs a reason, and details that do not take its place', async () => {
		await expect(refuse('')).rejects.toThrow('Reason');
		for (const [details, problem] of [['{ "error": "none" }', 'Details (JSON): has a field "error"'], ['[1]', 'Details (JSON): is no object']] as const) {
			await expect(step({ operation: 'refuse', reason: 'Taken', status: 409, details })).rejects.toThrow(problem);
		}
	});
});
