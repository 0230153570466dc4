import { randomUUID } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import { begin, canvas, finish, fresh, json, PROCESS, runStep } from './support/runs.ts';

beforeAll(() => canvas.start());
afterAll(() => canvas.remove());

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
