import type { Position } from '@eventstore/db-client';
import { wireRead } from '../../replay/read-wire.ts';
import type { WireFilter } from '../../replay/read-wire.ts';
import type { Run } from '../../replay/run.ts';
import { scenario } from '../../replay/scenario.ts';

/** Events of three streams and several types; the position of the first. */
async function writeMixture(run: Run): Promise<Position> {
	const types = ['Order', 'order', 'Invoice', `Own${run.id}`, `$system${run.id}`];
	await run.prepare('prepare', () => run.append(run.name('a'), types.map((type) => run.event(type))));
	await run.prepare('prepare', () => run.append(run.name('b'), run.event(`Own${run.id}`)));
	await run.prepare('prepare', () => run.append(`$${run.name('c')}`, run.event('Order')));
	const [first] = await run.prepare('prepare', () => run.read(run.name('a'), { maxCount: 1 }));
	return first?.event?.position ?? { commit: 0n, prepare: 0n };
}

function filtersOf(run: Run): Record<string, WireFilter> {
	return {
		'stream prefix': { on: 'stream', prefixes: [run.name('a')] },
		'two stream prefixes': { on: 'stream', prefixes: [run.name('a'), run.name('b')] },
		'stream prefix in another case': { on: 'stream', prefixes: [run.name('A')] },
		'system stream prefix': { on: 'stream', prefixes: [`$${run.name('c')}`] },
		'stream expression': { on: 'stream', regex: `^[ab]${run.id}$` },
		'stream expression, not anchored': { on: 'stream', regex: run.id },
		'type prefix': { on: 'type', prefixes: [`Own${run.id}`] },
		'type prefix $': { on: 'type', prefixes: [`$system${run.id}`] },
		'type expression': { on: 'type', regex: `^(Own|.system)${run.id}` },
		'type expression ignoring case': { on: 'type', regex: `(?i)^OWN${run.id}` },
		'expression and window 1': { on: 'stream', regex: `^a${run.id}`, max: 1 },
		'nothing matches': { on: 'stream', prefixes: [`never${run.id}`] },
	};
}

const isEvent = (message: unknown) => typeof message === 'string';

export default [
	...[false, true].map((backwards) => scenario(`$all filtered, ${backwards ? 'backwards' : 'forwards'}`, async (run) => {
		const first = await writeMixture(run);
		for (const [what, filter] of Object.entries(filtersOf(run))) {
			await run.call(
				what, () => wireRead(run, { from: backwards ? 'end' : first, backwards, count: 10, filter }),
				(messages) => messages.filter(isEvent));
		}
	})),

	scenario('$all filtered, messages on the wire', async (run) => {
		const from = await writeMixture(run);
		const filter: WireFilter = { on: 'stream', prefixes: [run.name('a')] };
		await run.call('at most 2', () => wireRead(run, { from, count: 2, filter }));
		await run.call('at most 5, exactly what is there', () => wireRead(run, { from, count: 5, filter }));
		await run.call('without filter, at most 2', () => wireRead(run, { from, count: 2 }));
		await run.call(
			'without $ types', () => wireRead(run, { from, count: 5, filter: { on: 'type', regex: '^[^$].*' } }),
			(messages) => messages.filter((message) => typeof message === 'string' && message.includes(run.id)));
	}),

	scenario('filters that are refused', async (run) => {
		const filters: Record<string, WireFilter> = {
			'malformed expression': { on: 'stream', regex: '(' },
			'empty expression': { on: 'stream', regex: '' },
			'no expression': { on: 'stream' },
			'empty prefix': { on: 'stream', prefixes: [''] },
			'expression and prefix': { on: 'stream', regex: '^x', prefixes: ['y'] },
			'window 0': { on: 'stream', prefixes: ['x'], max: 0 },
			'multiplier 0': { on: 'stream', prefixes: ['x'], multiplier: 0 },
		};
		for (const [what, filter] of Object.entries(filters)) {
			await run.call(
				what, () => wireRead(run, { from: 'end', backwards: true, count: 1, filter }),
				(messages) => messages.filter(isEvent).length);
		}
	}),
];
