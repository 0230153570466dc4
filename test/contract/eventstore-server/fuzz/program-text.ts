import fc from 'fast-check';

const words = fc.constantFrom(
	'fromAll()', 'fromStream("fuzz")', 'fromStreams("fuzz", "other")', 'fromCategory("fuzz")', '.when({', '$init() {', '$any(s, e) {', '$deleted() {', '}', ')', '})',
	'.partitionBy(', '.foreachStream()', '.outputState()', '.transformBy(', '.filterBy(', 'emit("out", "t", {})', 'linkTo("out", e)', 'options({', 'biState: true', 'resultStreamName: ',
	'return', 'throw', 's', 'e', 'null', 'undefined', 'NaN', '1e400', '5n', '"\ud800"', '"\\0\\u0001"', '{}', '[]', '(', '=>', '=', ';', ',', '\n', '`${', 'function*', 'async', 'await', 'class',
	'new Proxy({}, { get() { throw 1; } })', 'Symbol()', '/(a+)+$/.test("a".repeat(30) + "b")', 'globalThis', '__proto__', 'delete', 'eval("1")', 'import("x")', 'JSON.stringify = 5',
	'Array.prototype.push = null', 'Array.prototype.join = () => 1', 'Object.prototype.toJSON = () => ({ stream: {}, type: 1 })', 'Object.freeze(globalThis)',
);

/** What a handler may do; some of it does not come back. */
const deeds = fc.constantFrom(
	'for (;;) {}', '(function f() { f(); })()', 'let d = []; for (let i = 0; i < 20000; i += 1) d = [d]; return d', 'return { a: "a".repeat(2 ** 22) }', 'return "a".repeat(2 ** 30)',
	'JSON.parse("[".repeat(100000))', 'new RegExp("(".repeat(5000) + ")".repeat(5000)).test("a")', '/(a*)*b/.test("a".repeat(40))', 'return new Uint8Array(2 ** 30)',
	'throw { get message() { for (;;) {} } }', 'throw null', 'return s.loop = s', 'return 5n', 'return NaN', 'return Symbol()', 'return "text"', 'emit("", "", {})', 'emit("$all", "t", {})',
	'emit("\ud800", "t", {})', 'emit("o".repeat(100000), "t", {})', 'emit("out", "t".repeat(2 ** 20), { a: "a".repeat(2 ** 20) })', 'linkTo("out", { sequenceNumber: {}, streamId: 5 })',
	'linkStreamTo("out", "\ud800")', 'emit("out", "t", { toJSON() { return undefined; } })', 'Object.prototype.toJSON = () => [5]', 'log("\ud800", { toJSON() { throw 1; } })',
	'for (let i = 0; i < 3000; i += 1) emit("out", "t", { i })',
);

/** Texts of projections: good ones whose handlers do odd things, and words that make sense by chance only. */
export const programText: fc.Arbitrary<string> = fc.oneof(
	deeds.map((deed) => `fromStream("fuzz").when({ $init: () => ({ n: 0 }), $any(s, e) { ${deed} } })`),
	deeds.map((deed) => `fromStream("fuzz").partitionBy((e) => { ${deed} }).when({ $any(s, e) { } }).outputState()`),
	deeds.map((deed) => `fromStream("fuzz").when({}).transformBy((s) => { ${deed} }).outputState()`),
	deeds.map((deed) => `(() => { ${deed} })(); fromStream("fuzz").when({})`),
	fc.array(words, { maxLength: 25 }).map((list) => list.join(' ')),
	fc.array(words, { maxLength: 12 }).map((list) => `fromStream("fuzz").when({ $any(s, e) { ${list.join(' ')} } })`),
	fc.tuple(words, words).map(([before, name]) => `${before}; options({ resultStreamName: ${name} }); fromStream("fuzz").when({}).outputState()`),
	fc.constantFrom('('.repeat(100_000), '['.repeat(100_000), '!'.repeat(500_000), `"${'a'.repeat(1_000_000)}"`, 'a=>'.repeat(20_000), '`${'.repeat(5_000), '\0', '\ufeff'),
	fc.string({ unit: 'binary', maxLength: 60 }),
);
