import variant from '@jitl/quickjs-singlefile-mjs-release-sync';
import { newQuickJSWASMModuleFromVariant } from 'quickjs-emscripten-core';
import { Sandbox } from '../../../../stack/eventstore/projections/language/sandbox.ts';

const quickjs = await newQuickJSWASMModuleFromVariant(variant);
const idle = { begin: () => undefined, end: () => undefined };
const opened: Sandbox[] = [];
afterEach(() => {
	for (const sandbox of opened.splice(0)) sandbox.dispose();
});

function open(query: string): Sandbox {
	const sandbox = new Sandbox(quickjs, query, idle);
	opened.push(sandbox);
	return sandbox;
}

function event(fields: Record<string, unknown> = {}): string {
	return JSON.stringify({
		partition: '', bodyRaw: '{"n":2}', metadataRaw: null, streamId: 's', eventId: 'id', eventType: 't',
		linkMetadataRaw: null, isJson: true, category: null, sequenceNumber: 7, ...fields,
	});
}

/** What one event makes of a new projection's state. */
function handle(query: string, fields?: Record<string, unknown>) {
	const sandbox = open(query);
	sandbox.load(undefined, undefined);
	return sandbox.handle(event(fields), '', false);
}

/** State after a handler that sets `s.v` to the value of an expression. */
const evaluate = (expression: string) => {
	const { state } = handle(`fromAll().when({ $init: () => ({}), t: (s, e) => { s.v = ${expression}; return s; } })`);
	return (JSON.parse(state) as { v?: unknown }).v;
};

describe('the description', () => {
	it.each([
		['fromAll().when({})', { all: true, streams: [], categories: [] }],
		['fromStream("a").when({})', { all: false, streams: ['a'], categories: [] }],
		['fromStreams(["a", "b"]).when({})', { all: false, streams: ['a', 'b'], categories: [] }],
		['fromStreams("a", "b").when({})', { all: false, streams: ['a', 'b'], categories: [] }],
		['fromCategory("c").foreachStream().when({})', { categories: ['c'], byStream: true }],
		['fromCategories(["c", "d"]).partitionBy((e) => e.eventType).when({})', { categories: ['c', 'd'], byPartition: true }],
		['fromStream("a").when({}); fromStream("b").when({})', { streams: ['a', 'b'] }],
	])('knows the source of %s', (query, source) => {
		expect(open(query).definition.source).toMatchObject(source);
	});

	it.each([
		['fromAll().when({ a() {}, b() {} })', ['a', 'b']],
		['fromAll().when({ $any() {} })', 'all'],
		['fromAll().when({ $any() {}, a() {} })', ['a']],
		['fromAll()', 'all'],
		['fromAll().when({ $init() {}, $deleted() {} })', []],
	])('knows which events %s handles', (query, events) => {
		expect(open(query).definition.events).toEqual(events);
	});

	it('knows what becomes of the state', () => {
		expect(open('fromAll().when({})').definition.producesResults).toBe(false);
		expect(open('fromAll().when({}).outputState()').definition.producesResults).toBe(true);
		expect(open('fromAll().when({}).outputState().outputTo("out", "out-{0}")').definition)
			.toMatchObject({ resultStream: 'out', partitionResultStream: 'out-{0}' });
		expect(open('options({ resultStreamName: "out", biState: true, $includeLinks: true }); fromAll().when({})').definition)
			.toMatchObject({ resultStream: 'out', biState: true, includeLinks: true });
	});

	it.each([
		['fromAll(.when(', 'Unexpected token \'.\' (<anonymous>:1:9)'],
		['nonsense()', 'nonsense is not defined'],
		['throw new Error("on purpose")', 'on purpose'],
		['throw "text"', 'text'],
		['1 + 1', 'None of streams and categories are included'],
		['', 'None of streams and categories are included'],
		['fromStream().when({})', 'stream'],
		['fromStreams([]).when({})', 'None of streams and categories are included'],
		['fromStream("s").foreachStream()', 'Property \'foreachStream\' of object is not a function'],
		['options({ nonsense: 1 })', 'Unrecognized option: nonsense'],
		// What the host refuses counts although the text caught it.
		['try { options({ nonsense: 1 }) } catch {} ; fromAll()', 'Unrecognized option: nonsense'],
	])('is refused for %p', (query, reason) => {
		expect(() => open(query)).toThrow(reason);
	});
});

describe('a handler', () => {
	it('makes a state of $init, and an empty one without', () => {
		expect(handle('fromAll().when({ $init: () => ({ c: 1 }), t(s, e) { s.c += e.data.n; } })').state).toBe('{"c":3}');
		expect(handle('fromAll().when({ t(s) { s.seen = true; } })').state).toBe('{"seen":true}');
		expect(handle('fromAll().when({ t: () => null })').state).toBe('null');
		expect(handle('fromAll()').state).toBe('{"n":2}');
	});

	it('sees the fields of the event', () => {
		const query = 'fromAll().when({ $any: (s, e) => ({ ...e, keys: Object.keys(e) }) })';
		const { keys, ...fields } = JSON.parse(handle(query, { metadataRaw: '{"m":1}' }).state) as Record<string, unknown>;
		expect(keys).toEqual([
			'partition', 'bodyRaw', 'metadataRaw', 'streamId', 'eventId', 'eventType', 'linkMetadataRaw', 'isJson', 'category',
			'sequenceNumber', 'body', 'data', 'metadata', 'linkMetadata',
		]);
		expect(fields).toMatchObject({ body: { n: 2 }, data: { n: 2 }, metadata: { m: 1 }, linkMetadata: null, sequenceNumber: 7 });
	});

	it('gets texts with every character', () => {
		const query = 'fromAll().when({ $any: (s, e) => ({ raw: e.bodyRaw }) })';
		const raw = '\u0000\u0001é🙂"\\\n';
		expect(JSON.parse(handle(query, { bodyRaw: raw, isJson: false }).state)).toEqual({ raw });
	});

	it('emits events and links', () => {
		const query = `fromAll().when({ t(s, e) { emit('a', 'x', { y: 1 }, { m: 'z' }); linkTo('b', e); linkStreamTo('c', 'd'); copyTo('e', e); log('said', 1); } })`;
		const { emitted, logged } = handle(query);
		expect(emitted).toEqual([
			{ stream: 'a', type: 'x', isJson: true, data: '{"y":1}', metadata: { m: '"z"' } },
			{ stream: 'b', type: '$>', isJson: false, data: '7@s' },
			{ stream: 'c', type: '$@', isJson: false, data: 'd' },
		]);
		expect(logged).toEqual(['said 1']);
	});

	it.each([
		['emit("a", "x", "text")', 'object expected (Parameter \'eventBody\')'],
		['linkStreamTo("a", "b", {})', 'The value is not an object'],
		['nonsense()', 'nonsense is not defined'],
		['s.a.b', 'Cannot read property \'b\' of undefined'],
		['s.x = NaN', /^\.NET number values such as positive and negative infinity/],
		['[...(function* () { yield 1; })()]', /^Yield expressions are not supported/],
		['throw new Error("on purpose")', 'on purpose'],
		['try { emit("a", "x", 5) } catch {}', 'object expected (Parameter \'eventBody\')'],
	])('faults with %s', (statement, reason) => {
		expect(() => handle(`fromAll().when({ t(s) { ${statement}; } })`)).toThrow(reason);
	});

	it('faults at a number for a body, also where that is caught', () => {
		expect(() => handle('fromAll().when({ t(s, e) { try { e.body; } catch {} } })', { bodyRaw: '5' })).toThrow(/JsNumber/);
	});

	it('shares a second state among partitions', () => {
		const sandbox = open('fromAll().when({ $init: () => ({ c: 0 }), $initShared: () => ({ all: 0 }), t(s) { s[0].c += 1; s[1].all += 1; } })');
		sandbox.load(undefined, '{"all":4}');
		expect(sandbox.handle(event(), 'p', false)).toMatchObject({ state: '{"c":1}', shared: '{"all":5}' });
	});

	it('transforms and filters the state to a result', () => {
		const query = (chain: string) => `fromAll().when({ $init: () => ({ c: 0 }), t(s) { s.c += 1; } })${chain}`;
		expect(handle(query('.transformBy((s) => ({ C: s.c })).transformBy((s) => ({ D: s.C + 1 }))')).result).toBe('{"D":2}');
		expect(handle(query('.filterBy((s) => s.c > 1)')).result).toBe('null');
		expect(handle(query('.filterBy((s) => s.c > 0).outputState()')).result).toBe('{"c":1}');
		expect(handle(query('.outputState()')).result).toBeUndefined();
	});

	it('is told of a deletion without an event', () => {
		const sandbox = open('fromAll().foreachStream().when({ $deleted: (s, ...given) => ({ given }) })');
		sandbox.load('{}', undefined);
		expect(sandbox.deleted('s', true).state).toBe('{"given":[null,"s",true]}');
	});

	it('names partitions', () => {
		const by = (choice: string) => open(`fromAll().partitionBy((e) => ${choice}).when({})`).partition(event());
		expect([by('e.eventType'), by('e.data.n'), by('null'), by('undefined'), by('""')]).toEqual(['t', '2', null, null, '']);
	});
});

describe('the language', () => {
	it.each([
		['({})?.a?.b === undefined', true], ['null ?? 1', 1], ['typeof (async () => {})', 'function'], ['String(10n ** 20n)', '100000000000000000000'],
		['new (class { #a = 1; static { this.x = 1; } has() { return #a in this; } })().has()', true], ['[1, 2].at(-1)', 2],
		['Object.hasOwn({ a: 1 }, "a")', true], ['/(?<x>a)/.exec("a").groups.x', 'a'], ['/(?<=a)b/.test("ab")', true],
		['"aa".replaceAll("a", "b")', 'bb'], ['(1234567.5).toLocaleString()', '1,234,567.5'],
		['(function () { return this === undefined; })()', false], ['JSON.stringify({ u: undefined, d: new Date(0) })', '{"d":"1970-01-01T00:00:00.000Z"}'],
	])('has %s', (expression, value) => expect(evaluate(expression)).toBe(value));

	it.each(['require', 'process', 'console', 'setTimeout', 'fetch', 'Intl', 'structuredClone', 'atob', 'fromAll', 'options', 'WebAssembly', 'Buffer'])(
		'has no %s in handlers', (name) => expect(evaluate(`typeof ${name}`)).toBe('undefined'));

	it('reaches nothing of the host by constructors', () => {
		expect(evaluate('Object.keys((() => {}).constructor("return globalThis")()).filter((name) => name === "process" || name === "require").length')).toBe(0);
	});
});

describe('limits', () => {
	it.each(['for (;;) {}', '/(a+)+$/.test("a".repeat(40) + "b")', 'while (true) { try { for (;;) {} } catch {} }'])('end %s after a quarter of a second', (statement) => {
		const began = performance.now();
		expect(() => handle(`fromAll().when({ t() { ${statement} } })`))
			.toThrow(/^Projection script took too long to execute \(took: 00:00:\d\d\.\d{7}, allowed: 00:00:00\.2500000$/);
		expect(performance.now() - began).toBeLessThan(15_000);
	});

	it('end what uses too much memory, and go on with others', () => {
		const greedy = 'fromAll().when({ t() { let list = [1]; for (;;) list = list.concat(list); } })';
		expect(() => handle(greedy)).toThrow('The projection uses more memory than it may.');
		expect(evaluate('1')).toBe(1);
	});

	it('hold for the text itself', () => {
		expect(() => open('for (;;) {}')).toThrow(/took too long to execute .* allowed: 00:00:00\.5000000/);
	});
});

describe('the watch', () => {
	/** A sandbox, and what its watch was told. */
	function watched(query: string) {
		const told: string[] = [];
		const sandbox = new Sandbox(quickjs, query, { begin: () => void told.push('begin'), end: () => void told.push('end') });
		opened.push(sandbox);
		return { told, sandbox };
	}
	const pairs = (told: string[]) => told.join(' ').replaceAll('begin end', '').trim();

	it.each(['throw new Error("on purpose")', 'throw { get message() { for (;;) {} } }', 'for (;;) {}', '(function f() { f(); })()'])(
		'is told the end of %s', (statement) => {
			const { told, sandbox } = watched(`fromAll().when({ t() { ${statement} } })`);
			sandbox.load(undefined, undefined);
			expect(() => sandbox.handle(event(), '', false)).toThrow();
			expect(pairs(told)).toBe('');
		});

	it('is told the end when the interpreter itself throws', () => {
		const { told, sandbox } = watched('fromAll()');
		sandbox.dispose();
		expect(() => sandbox.handle(event(), '', false)).toThrow();
		expect(pairs(told)).toBe('');
	});
});

it('has its answers unspoilt by a text that replaces methods', () => {
	const query = 'Array.prototype.join = String.prototype.concat = () => ({ toString() { for (;;) {} } }); fromAll().when({ t: () => ({ v: 1 }) })';
	expect(handle(query).state).toBe('{"v":1}');
});
