import { counting, countingAll } from '../../support/own.ts';
import { from, has, listed, never } from './query.ts';
import type { Query } from './query.ts';

const byType = '.partitionBy((e) => e.eventType)';
const sharing = `${byType}.when({ $init: () => ({ count: 0 }), $initShared: () => ({ all: 0 }), $any(s) { s[0].count += 1; s[1].all += 1; return s; } })`;
const created = '.when({ $init: () => ({ seen: [] }), $created(s) { s.seen.push("created"); }, $any(s, e) { s.seen.push(e.eventType); } })';

const bothShapes = (state: unknown) => has('count', 2)(state) || (Array.isArray(state) && has('count', 2)(state[0]));

/** States by partition. */
export const partitioned: Record<string, Query> = {
	'foreachStream of one stream': {
		text: from(`.foreachStream().when(${counting})`), types: ['t', 't'],
		good: has('count', 2), patience: never, partition: (run) => run.name(),
	},
	'partitionBy': {
		text: from(`${byType}.when(${countingAll}).outputState()`), types: ['a', 'b', 'a'],
		good: has('count', 2), partition: () => 'a', also: ['b', 'c', ''],
		streams: [['result'], ['partitions'], ['partition', 'a'], ['partition', 'b']],
	},
	'partitionBy nothing for some': {
		text: from(`.partitionBy((e) => ({ a: "A", b: null, d: "" })[e.eventType]).when(${countingAll})`), types: ['b', 'c', 'd', 'a'],
		good: has('count', 1), patience: never, partition: () => 'A', also: ['', 'null', 'undefined'],
	},
	'partitionBy a number': {
		text: from(`.partitionBy((e) => e.data.n % 2).when(${countingAll})`), types: ['a', 'b', 'c'],
		good: has('count', 2), partition: () => '0', also: ['1'],
	},
	'partitionBy with odd names': {
		text: from(`${byType}.when(${countingAll}).outputState()`), types: ['with space', 'a-b', 'a/b', 'é'],
		good: has('count', 1), partition: () => 'é', also: ['with space', 'a-b', 'a/b'], streams: [['partitions']],
	},
	'shared state': {
		text: (run) => `options({ biState: true });\n${from(sharing)(run)}`, types: ['a', 'b', 'a'],
		good: bothShapes, partition: () => 'a', also: ['b', ''],
	},
	'shared state without options': {
		text: from(sharing), types: ['a', 'b', 'a'], good: bothShapes, partition: () => 'a', also: ['b', ''],
	},
	'$created with foreachStream': {
		text: from(`.foreachStream()${created}`), types: ['a', 'b'],
		good: listed('seen', 2), patience: never, partition: (run) => run.name(),
	},
	'$created with partitionBy': {
		text: from(`${byType}${created}`), types: ['a', 'b', 'a'], good: listed('seen', 3), partition: () => 'a',
	},
};
