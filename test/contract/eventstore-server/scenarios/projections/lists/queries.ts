import type { Run } from '../../../replay/run.ts';
import type { Scenario } from '../../../replay/scenario.ts';
import { scenario } from '../../../replay/scenario.ts';
import { create, resultOf, stateOf, statusUntil, tellStatus, tellStream } from '../support/own.ts';
import { emitting } from './queries/emitting.ts';
import { faulting } from './queries/faulting.ts';
import { partitioned } from './queries/partitioned.ts';
import type { Query } from './queries/query.ts';
import { results } from './queries/results.ts';
import { states } from './queries/states.ts';

/** Streams that a projection writes, by how the recordings call them; others are the run's own. */
function streamOf(run: Run, projection: string, [kind = '', partition]: string[]): string {
	switch (kind) {
		case 'result': return `$projections-${projection}-result`;
		case 'partitions': return `$projections-${projection}-partitions`;
		case 'partition': return `$projections-${projection}-${partition}-result`;
		default: return run.name(kind);
	}
}

/** Creates a projection, and tells what became of the events that were there. */
function asScenario(name: string, query: Query): Scenario {
	const { types = [], good = () => true, patience, ends, partition, also = [], streams = [], emitEnabled = false, whole = false } = query;
	return scenario(`projection: ${name}`, async (run) => {
		if (types.length > 0) await run.prepare('prepare', () => run.append(run.name(), types.map((type, n) => run.event(type, { n }))));
		const projection = await create(run, query.text(run), { emitEnabled });
		if (ends !== undefined) {
			await statusUntil(run, 'status', projection, ends, () => 'reached');
			await run.pause(1500);
			await tellStatus(run, 'status in the end', projection);
		}
		// Its state does not tell how far it is.
		if (query.good === undefined && ends === undefined && partition === undefined) await run.pause(1500);
		if (partition !== undefined) {
			const own = partition(run);
			await run.until('state of a partition', () => stateOf(run, projection, own), good, undefined, patience);
			await run.call('result of the partition', () => resultOf(run, projection, own));
			for (const other of also) await run.call(`state of "${other}"`, () => stateOf(run, projection, other));
			await run.call('state without partition', () => stateOf(run, projection));
		} else if (ends === undefined) {
			await run.until('state', () => stateOf(run, projection), good, undefined, patience);
		}
		await run.call('result', () => resultOf(run, projection));
		for (const kind of streams) {
			const stream = streamOf(run, projection, kind);
			await tellStream(run, `stream ${kind.join(' ')}`, stream, whole);
			if (whole) await run.call('resolved', () => run.readBrief(stream, { resolveLinkTos: true }));
		}
		await tellStatus(run, 'status after all', projection);
	});
}

const inOrder = { ...states, ...results, ...partitioned, ...emitting, ...faulting };

export const queries: Scenario[] = Object.entries(inOrder).map(([name, query]) => asScenario(name, query));
