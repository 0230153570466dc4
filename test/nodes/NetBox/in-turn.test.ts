import { setImmediate } from 'node:timers/promises';

import { inTurn } from '../../../nodes/NetBox/in-turn.ts';

describe('works of one key', () => {
	it('are done one after another, those of others beside them, also after a failure', async () => {
		const said: string[] = [];
		const work = (name: string, fail = false) => async () => {
			said.push(`${name} begins`);
			await setImmediate();
			said.push(`${name} ends`);
			if (fail) throw new Error(name);
			return name;
		};
		const done = await Promise.allSettled([inTurn('x', work('a', true)), inTurn('x', work('b')), inTurn('y', work('c')), inTurn('x', work('d'))]);
		expect(done.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
		const ofX = said.filter((line) => !line.startsWith('c'));
		expect(ofX).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'd begins', 'd ends']);
		expect(said.indexOf('c begins')).toBeLessThan(said.indexOf('a ends'));
	});
});
