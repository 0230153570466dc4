import { Engine, EngineRestarted } from '../../../../stack/eventstore/projections/engine/engine.ts';
import type { InputEvent } from '../../../../stack/eventstore/projections/engine/protocol.ts';

let engine: Engine;
beforeEach(() => {
	engine = new Engine(1_000);
});
afterEach(() => engine.stop());

function input(type: string, data: unknown = {}, more: Partial<InputEvent> = {}): InputEvent {
	const empty = new Uint8Array();
	return {
		type, stream: 's', revision: 0, id: 'id', isJson: true, data: Buffer.from(JSON.stringify(data)), metadata: empty,
		linkMetadata: undefined, category: null, ...more,
	};
}

async function open(query: string): Promise<number> {
	const opened = await engine.open(query);
	if ('fault' in opened) throw new Error(opened.fault);
	return opened.key;
}

const counting = 'when({ $init: () => ({ c: 0 }), $any(s) { s.c += 1; } })';

it('handles a page and gives the states that changed', async () => {
	const key = await open(`fromAll().${counting}`);
	const outcome = await engine.run(key, [input('a'), input('b')]);
	expect(outcome).toMatchObject({ handled: 2, steps: [], states: new Map([['', { state: '{"c":2}' }]]) });
	expect((await engine.run(key, [input('c')])).states.get('')?.state).toBe('{"c":3}');
});

it('goes on from states that it is given', async () => {
	const key = await open(`fromAll().foreachStream().${counting}`);
	await engine.load(key, new Map([['s', { state: '{"c":7}', result: undefined }]]));
	const { states, steps } = await engine.run(key, [input('a'), input('a', {}, { stream: 't' }), input('a')]);
	expect([...states].map(([partition, { state }]) => [partition, state])).toEqual([['s', '{"c":9}'], ['t', '{"c":1}']]);
	expect(steps).toEqual([{ event: 1, created: 't', emitted: [] }]);
});

it('tells results that changed, and only those', async () => {
	const key = await open(`fromAll().${counting}.transformBy((s) => ({ tens: Math.floor(s.c / 2) }))`);
	const { steps } = await engine.run(key, [input('a'), input('a'), input('a')]);
	expect(steps.map(({ event, result }) => [event, result?.json])).toEqual([[0, '{"tens":0}'], [1, '{"tens":1}']]);
});

it('ends a page at a fault, with what came before', async () => {
	const key = await open('fromAll().when({ $init: () => ({ c: 0 }), $any(s, e) { s.c += 1; if (e.data.bad) throw new Error("bad"); } })');
	const { handled, states, fault } = await engine.run(key, [input('a'), input('a', { bad: true }), input('a')]);
	expect({ handled, fault }).toEqual({ handled: 1, fault: { during: 'event', text: 'bad' } });
	expect(states.get('')?.state).toBe('{"c":1}');
});

it('ends a page early when it takes long', async () => {
	const key = await open('fromAll().when({ $any(s) { const end = Date.now() + 60; while (Date.now() < end); } })');
	const { handled, fault } = await engine.run(key, Array.from({ length: 50 }, () => input('a')));
	expect(fault).toBeUndefined();
	expect(handled).toBeGreaterThan(0);
	expect(handled).toBeLessThan(50);
});

it('keeps projections apart', async () => {
	const first = await open('globalThis.shared = 1; Array.prototype.mine = 1; fromAll().when({ $any: () => ({ v: typeof shared }) })');
	const second = await open('fromAll().when({ $any: () => ({ v: typeof shared, mine: typeof [].mine }) })');
	const state = async (key: number) => (await engine.run(key, [input('a')])).states.get('')?.state;
	expect(await state(first)).toBe('{"v":"number"}');
	expect(await state(second)).toBe('{"v":"undefined","mine":"undefined"}');
});

it('is not misled by a text that replaces what it is read with', async () => {
	const key = await open(`JSON.stringify = () => '{"evil":1}'; JSON.parse = () => null; fromAll().${counting}`);
	expect((await engine.run(key, [input('a')])).states.get('')?.state).toBe('{"c":1}');
});

it('says why a text is no projection', async () => {
	expect(await engine.open('fromAll(')).toMatchObject({ fault: expect.stringContaining('<anonymous>:1:') as string });
});

it('answers nobody once it is stopped', async () => {
	const key = await open(`fromAll().${counting}`);
	await engine.stop();
	await expect(engine.run(key, [input('a')])).rejects.toBeInstanceOf(EngineRestarted);
	await expect(engine.open('fromAll()')).rejects.toBeInstanceOf(EngineRestarted);
});

it('leaves nobody waiting when it is stopped in the midst', async () => {
	const key = await open('fromAll().when({ $any() { const end = Date.now() + 150; while (Date.now() < end); } })');
	const running = expect(engine.run(key, [input('a')])).rejects.toBeInstanceOf(EngineRestarted);
	await engine.stop();
	await running;
});

/** One step of the interpreter, during which it does not look at the clock. */
const hang = '[].includes.call({ length: 2 ** 53 - 1 }, 1);';
const tookTooLong = (allowed: string) => new RegExp(`^Projection script took too long to execute \\(took: 00:00:\\d\\d\\.\\d{7}, allowed: 00:00:00\\.${allowed}$`);

it('ends a call that the interpreter does not come back from, and blames nobody else', async () => {
	const counter = await open(`fromAll().${counting}`);
	const hanging = await open(`fromAll().when({ bad() { ${hang} } })`);
	await engine.run(counter, [input('a')]);
	const running = engine.run(hanging, [input('a'), input('bad')]).catch((error: unknown) => error);
	const waiting = engine.run(counter, [input('a')]).catch((error: unknown) => error);
	const opening = engine.open(`fromAll().${counting}`);
	const ended = await running as EngineRestarted;
	expect(ended).toBeInstanceOf(EngineRestarted);
	expect(ended.blame).toEqual({ fault: expect.stringMatching(tookTooLong('2500000')) as string, event: 1 });
	expect(await waiting).toMatchObject({ blame: undefined });
	expect(await opening).toMatchObject({ definition: {} });
	expect((await engine.run(await open(`fromAll().${counting}`), [input('a')])).handled).toBe(1);
});

it('ends a text that the interpreter does not come back from', async () => {
	expect(await engine.open(`${hang} fromAll()`)).toEqual(expect.objectContaining({ fault: expect.stringMatching(tookTooLong('5000000')) as string }));
	expect((await engine.run(await open(`fromAll().${counting}`), [input('a')])).handled).toBe(1);
});

it('says that a call took too long also when the interpreter came back by itself', async () => {
	const key = await open('fromAll().when({ $any() { [].includes.call({ length: 3e7 }, 1); } })');
	expect((await engine.run(key, [input('a')])).fault?.text).toMatch(tookTooLong('2500000'));
});

it('ends no thread whose calls throw, one after another', async () => {
	const watched = new Engine(150);
	const opened = await watched.open('fromAll().when({ bad() { throw new Error("bad"); }, slow() { const end = Date.now() + 40; while (Date.now() < end); } })');
	if ('fault' in opened) throw new Error(opened.fault);
	const end = performance.now() + 1_000;
	while (performance.now() < end) {
		const { handled, fault } = await watched.run(opened.key, [input('slow'), input('bad')]);
		expect({ handled, fault }).toEqual({ handled: 1, fault: { during: 'event', text: 'bad' } });
		const slow = await watched.run(opened.key, [input('slow')]);
		expect(slow.handled).toBe(1);
	}
	await watched.stop();
});
