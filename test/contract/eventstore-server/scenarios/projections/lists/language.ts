import type { Scenario } from '../../../replay/scenario.ts';
import { scenario } from '../../../replay/scenario.ts';
import { create, resultOf, stateOf, statusUntil, tellStatus } from '../support/own.ts';
import { has, never } from './queries/query.ts';

/** Expressions that need something of the language, by what that is. */
const expressions = {
	'optional': '({})?.a?.b === undefined',
	'nullish': 'null ?? 1',
	'spread': 'JSON.stringify({ ...{ a: 1 } })',
	'async': 'typeof (async () => {})',
	'generator': '[...(function* () { yield 1; })()].length',
	'bigint': 'String(10n ** 20n)',
	'power': '2 ** 3',
	'includes': '[1].includes(1)',
	'class': 'new (class { #a = 1; get a() { return this.#a; } })().a',
	'template': '`a${1}`',
	'destructuring': '(({ a, ...rest }) => rest.b)({ a: 1, b: 2 })',
	'flat': '[[1]].flat().length',
	'at': '[1, 2].at(-1)',
	'entries': 'JSON.stringify(Object.fromEntries([["a", 1]]))',
	'replaceAll': '"aa".replaceAll("a", "b")',
	'named': '/(?<x>a)/.exec("a").groups.x',
	'behind': '/(?<=a)b/.test("ab")',
	'sort': '[3, 1, 2].sort().join()',
	'date': 'typeof new Date().getTime()',
	'iso': 'new Date(0).toISOString()',
	'json': 'JSON.stringify({ u: undefined, n: null, d: new Date(0) })',
	'number': '0.1 + 0.2',
	'large': '12345678901234567890',
	'label': 'typeof Symbol()',
	'pad': '"a".padStart(3)',
	'locale': '(1234.5).toLocaleString()',
	'strict': '(function () { return this === undefined; })()',
};

/** Values that JSON does not have, or writes otherwise. */
const odd = [
	's.nan = NaN', 's.infinite = Infinity', 's.undef = undefined', 's.fn = () => 1', 's.date = new Date(0)',
	's.nested = { list: [undefined, null, 1.50, 1e21] }', 's.unicode = "é🙂"', 's.negative = -0',
];

const answered = (state: unknown) => (state as { v?: unknown } | null)?.v !== undefined;

export const language: Scenario[] = [
	...Object.entries(expressions).map(([feature, expression]) => scenario(`language: ${feature}`, async (run) => {
		await run.prepare('prepare', () => run.append(run.name(), run.event()));
		const name = await create(run, `fromStream('${run.name()}').when({ $init: () => ({}), t: (s, e) => { s.v = ${expression}; return s; } })`);
		await statusUntil(run, 'status', name, /Running|Faulted/, () => undefined, 3000);
		await run.until(expression, () => stateOf(run, name), answered, undefined, feature === 'generator' ? never : 3000);
		await tellStatus(run, 'status', name);
	})),

	scenario('a state with values that JSON changes', async (run) => {
		await run.prepare('prepare', () => run.append(run.name(), run.events(2)));
		const name = await create(run, `fromStream('${run.name()}').when({ $init: () => ({ n: 0 }), t: (s, e) => { s.n += 1; ${odd.join('; ')}; return s; } })`);
		await run.until('state', () => stateOf(run, name), has('n', 2), undefined, never);
		await run.call('result', () => resultOf(run, name));
		await tellStatus(run, 'status', name);
	}),
];
