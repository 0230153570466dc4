import { from, has, listed, never } from './query.ts';
import type { Query } from './query.ts';

/** What handlers make of the state. */
export const states: Record<string, Query> = {
	'$init and $any': {
		text: from('.when({ $init: () => ({ seen: [] }), $any(s, e) { s.seen.push(e.eventType); return s; } })'),
		types: ['a', 'b', '$c'], good: listed('seen', 3),
	},
	'$any beside a type': {
		text: from('.when({ $init: () => ({ a: 0, any: 0 }), $any(s) { s.any += 1; }, a(s) { s.a += 1; } })'),
		types: ['a', 'b'], good: has('any', 1), patience: never,
	},
	'without $init': { text: from('.when({ t(s) { s.count = (s.count || 0) + 1; return s; } })'), types: ['t', 't'], good: has('count', 2) },
	'handlers that return nothing': {
		text: from('.when({ $init: () => ({ count: 0 }), t(s) { s.count += 1; } })'), types: ['t', 't'], good: has('count', 2),
	},
	'a handler that returns a new state': {
		text: from('.when({ $init: () => ({ count: 0 }), t: (s) => ({ count: s.count + 10 }) })'), types: ['t', 't'], good: has('count', 20),
	},
	'a state that is a number': { text: from('.when({ $init: () => 1, t: (s) => s + 1 })'), types: ['t', 't'], good: (state) => state === 3 },
	'a state that is text': { text: from('.when({ $init: () => "a", t: (s) => s + "b" })'), types: ['t', 't'], good: (state) => state === 'abb' },
	'a state that is a list': {
		text: from('.when({ $init: () => [], t(s, e) { s.push(e.sequenceNumber); return s; } })'),
		types: ['t', 't'], good: (state) => Array.isArray(state) && state.length === 2,
	},
	'a state that is null': { text: from('.when({ $init: () => null, t: () => null })'), types: ['t'] },
	'an event nobody handles': { text: from('.when({ $init: () => ({ count: 0 }), other(s) { s.count += 1; return s; } })'), types: ['t'] },
	'no when': { text: from(''), types: ['t', 't'] },
	'outputState without when': { text: from('.outputState()'), types: ['t', 't'] },
	'arrow functions, classes, templates': {
		text: (run) => [
			'class Doubled { constructor(n) { this.n = n; } get twice() { return this.n * 2; } }',
			'const plus = (a, b = 1) => a + b;',
			from('.when({ $init() { return { list: [] }; }, t(s, e) { const { sequenceNumber: n, ...rest } = e; s.list.push(`${plus(n)} ${new Doubled(n).twice}`); return s; } })')(run),
		].join('\n'),
		types: ['t', 't'], good: listed('list', 2),
	},
};
