import type { IDataObject } from 'n8n-workflow';

import { abandon, canvas, endStep, finish, fresh, json, PROCESS, runStep, start, undo, wait } from './support/runs.ts';

beforeAll(() => canvas.start());
afterAll(() => canvas.remove());

const schema = `
type Secret string
type Login struct {
  name String
  password Secret
  keys [Secret]
}
`;
const typed = { source: 'text', schema, root: 'Login' };
const password = 'correct horse battery staple';
const keys = ['key-one', 'key-two'];
const input = { name: 'ada', password, keys };

/** Everything that the event store has of a run. */
const written = async (key: string) => JSON.stringify(await canvas.journal(PROCESS, key));
const begin = async (execution: string, key: string, given: IDataObject = input) => await canvas.run(execution, 'Start', start(key, typed), [{ json: given }]);
const recover = async (key: string) => json((await canvas.run('recovery', 'Ask', { resource: 'run', operation: 'recover', process: PROCESS, key, how: 'asItSays' }))[0])[0]!;

/** A step whose output has a secret, as its last node says. */
const logsIn = () => canvas.step(async () => await endStep({ token: 'a token of a session', user: 'ada' }, '', { source: 'text', schema: 'type Secret string\ntype Session struct {\n  token Secret\n  user String\n}', root: 'Session' }));

it('go from step to step, and neither into the journal nor into an answer', async () => {
	const { execution, key } = fresh();
	const seen: IDataObject[] = [];
	const [go] = await begin(execution, key);
	const [one] = await canvas.run(execution, 'One', runStep(logsIn()), go);
	const [two] = await canvas.run(execution, 'Two', runStep(canvas.step((given) => {
		seen.push(given);
		return { message: `Signed in with "${password}"`, [keys[0]!]: 1 };
	})), one);
	expect(seen).toMatchObject([{ password, keys, token: 'a token of a session' }]);
	const [finished] = await canvas.run(execution, 'Finish', finish({ recordEvent: true, eventStream: `signed-in-${key}`, eventType: 'SignedIn', eventData: '={{ $json }}' }), two);
	expect(json(finished)).toEqual([expect.objectContaining({ status: 200, body: { name: 'ada', keys: [null, null], user: 'ada', message: 'Signed in with "•••"', 'key-one': 1 } })]);
	for (const secret of [password, keys[1]!, 'a token of a session']) {
		expect(await written(key)).not.toContain(secret);
		expect(JSON.stringify(json(finished))).not.toContain(secret);
	}
	for await (const { event } of canvas.client.readStream(`signed-in-${key}`)) expect(JSON.stringify(event?.data)).not.toContain(password);
});

it('are not in what is said of a failure', async () => {
	const { execution, key } = fresh();
	const [go] = await begin(execution, key);
	const [, failed] = await canvas.run(execution, 'One', runStep(canvas.step(() => {
		throw new Error(`Cannot open https://ada:${password}@example.com`);
	}), { options: { tries: 1 } }), go);
	const [undone] = await canvas.run(execution, 'Undo', undo, failed);
	expect(json(undone)).toMatchObject([{ reason: { message: 'Cannot open https://ada:•••@example.com' } }]);
	expect(await written(key)).not.toContain(password);
});

it('of a step are made again when a run is resumed', async () => {
	const { key } = fresh();
	const [go] = await canvas.run('dead', 'Start', start(key), [{ json: { name: 'ada' } }]);
	const step = logsIn();
	await canvas.run('dead', 'One', runStep(step), go);
	await abandon(key);
	const [resumed] = await canvas.run('alive', 'Start', start(key), [{ json: { name: 'ada' } }]);
	const [again] = await canvas.run('alive', 'One', runStep(step), resumed);
	expect(json(again)).toMatchObject([{ token: 'a token of a session' }]);
	expect(canvas.calls.filter((id) => id === step)).toHaveLength(2);
});

it('of the input must be given again: the run is left until somebody makes the same request', async () => {
	const { key } = fresh();
	await begin('dead', key);
	await abandon(key);
	canvas.steps.set('test', async (given) => json((await canvas.run('resumed', 'Start', { ...start('', typed), process: 'whatever' }, [{ json: given }]))[1])[0]!);
	expect(await recover(key)).toMatchObject({ state: 'left', reason: { message: 'Its input had secrets, which are not kept: the same request, made again, goes on with it' } });
	const [go] = await begin('again', key, { ...input, name: 'changed' });
	expect(json(go)).toMatchObject([{ name: 'ada', password, keys }]);
	const [finished] = await canvas.run('again', 'Finish', finish(), go);
	expect(JSON.stringify(json(finished))).not.toContain(password);
	expect(await written(key)).not.toContain(password);
});

it('of a step that was perhaps done leave it to be looked after', async () => {
	const { key } = fresh();
	const [go] = await begin('dead', key);
	const hangs = canvas.step(() => new Promise(() => undefined));
	const [, failed] = await canvas.run('dead', 'One', runStep(hangs, { options: { tries: 1, timeLimit: 1 } }), go);
	const [undone] = await canvas.run('dead', 'Undo', undo, failed);
	expect(json(undone)).toMatchObject([{ notUndone: [{ step: 'One', code: 'secret-input' }] }]);
});

it('are not told to whoever asks while a run waits', async () => {
	const { execution, key } = fresh();
	const [go] = await begin(execution, key);
	const [, waits] = await canvas.run(execution, 'Wait', wait({ answerBody: '={{ $json }}' }), go);
	expect(JSON.stringify(json(waits))).not.toContain(password);
	expect(await written(key)).not.toContain(password);
});
