import { counting } from '../../support/own.ts';
import { from, has, never } from './query.ts';
import type { Query } from './query.ts';

/** A projection that faults at its first event. */
const atAnEvent = (chain: string): Query => ({ text: from(chain), types: ['a'], ends: /Faulted/ });

/** A text that is none, or not one that the server knows what to do with. */
const asText = (text: string): Query => ({ text: () => text, ends: /Faulted|Stopped|Running/ });

export const faulting: Record<string, Query> = {
	'fault: a handler throws': atAnEvent('.when({ $any() { throw new Error("on purpose"); } })'),
	'fault: a name that is not defined': atAnEvent('.when({ $any() { nonsense(); } })'),
	'fault: a property of nothing': atAnEvent('.when({ $any: (s) => s.a.b.c })'),
	'fault: an endless loop': atAnEvent('.when({ $any() { for (;;) {} } })'),
	'fault: $init throws': atAnEvent('.when({ $init() { throw new Error("on purpose"); }, $any: (s) => s })'),
	'fault: partitionBy throws': atAnEvent('.partitionBy(() => { throw new Error("on purpose"); }).when({ $any: (s) => s })'),
	'fault: an error in the text': asText('fromAll(.when('),
	'fault: text that throws': asText('throw new Error("on purpose")'),
	'fault: a name that is not defined in the text': asText('nonsense()'),
	'no source': asText('1 + 1'),
	'empty text': asText(''),
	'two sources': {
		text: (run) => `${from('.when({ $any(s) { s.a = 1; } })')(run)};\nfromStream('${run.name('other')}').when({ $any(s) { s.b = 1; } })`,
		types: ['a'], ends: /Faulted|Stopped|Running/,
	},
	'fromStream of nothing': asText('fromStream().when({})'),
	'fromStreams of nothing': asText('fromStreams([]).when({})'),
	'an unknown option': {
		text: (run) => `options({ nonsense: true });\n${from(`.when(${counting})`)(run)}`,
		types: ['t'], good: has('count', 1), patience: never,
	},
	'options that are no object': {
		text: (run) => `options(5);\n${from(`.when(${counting})`)(run)}`, types: ['t'], ends: /Faulted|Stopped|Running/,
	},
	'log': {
		text: (run) => `log('text');\n${from('.when({ $init: () => ({ count: 0 }), t(s) { log("x", 1, {}); s.count += 1; return s; } })')(run)}`,
		types: ['t'], good: has('count', 1),
	},
};
