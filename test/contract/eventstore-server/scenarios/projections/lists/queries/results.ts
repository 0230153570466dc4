import { counting } from '../../support/own.ts';
import { from, has } from './query.ts';
import type { Query } from './query.ts';

/** A projection that counts two or three events, and what follows the handlers. */
function after(chain: string, events = 2): Query {
	return { text: from(`.when(${counting})${chain}`), types: Array<string>(events).fill('t'), good: has('count', events), streams: [['result']] };
}

/** What is made of the state. */
export const results: Record<string, Query> = {
	'outputState': after('.outputState()', 3),
	'transformBy': after('.transformBy((s) => ({ Total: s.count })).outputState()'),
	'transformBy without outputState': after('.transformBy((s) => ({ Total: s.count }))'),
	'filterBy that passes': after('.filterBy((s) => s.count > 1).outputState()', 3),
	'filterBy that never passes': after('.filterBy((s) => s.count > 100).outputState()'),
	'filterBy, transformBy': after('.filterBy((s) => s.count > 1).transformBy((s) => ({ t: s.count })).outputState()', 3),
	'transformBy twice': after('.transformBy((s) => ({ a: s.count })).transformBy((s) => ({ b: s.a + 1 })).outputState()'),
	'outputTo': {
		...after(''), streams: [['out'], ['result']],
		text: (run) => from(`.when(${counting}).outputState().outputTo('${run.name('out')}')`)(run),
	},
	'resultStreamName': {
		...after(''), streams: [['out'], ['result']],
		text: (run) => `options({ resultStreamName: '${run.name('out')}' });\n${from(`.when(${counting}).outputState()`)(run)}`,
	},
};
