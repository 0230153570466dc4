import { setTimeout as sleep } from 'node:timers/promises';

import pLimit from 'p-limit';

import type { Case, Course } from './courses/course.ts';
import type { Fault } from './fault.ts';
import type { Gates } from './gate/gates.ts';
import { Watch } from './gate/watch.ts';
import type { Ground } from './ground.ts';
import { forget, lookAt } from './look.ts';
import { type Moment, momentLabel } from './moment.ts';
import { inCommonWords } from './own-words.ts';
import { openRuns, readRun } from './systems/journal.ts';
import type { Undisturbed } from './undisturbed.ts';
import { type End, judge, judgeAgain } from './verdict.ts';

/** One run that was killed. */
export interface Killed {
	moment: string;
	/** The last entry of its journal when it was killed. */
	stood: string;
	end: End;
	problems: string[];
}

/** Cases that are made, or asked again, side by side. */
const AT_ONCE = 6;
/** Milliseconds until every run must have come to its moment: leases are longer. */
const ARRIVAL = 55_000;
/** Milliseconds until every run must have ended: a lease, a minute until somebody looks, and the work. */
const RECOVERY = 300_000;
const OPEN = ['running', 'undoing', 'abandoned', 'due'];

/**
 * Begins a run for each moment, holds it there, kills once, waits until all have ended, and judges each.
 *
 * @throws Error when a run did not come to its moment, or has not ended in time
 */
export async function killRound(ground: Ground, gates: Gates, course: Course, undisturbed: Undisturbed, moments: readonly Moment[], fault: Fault): Promise<Killed[]> {
	const limit = pLimit(AT_ONCE);
	const cases = await Promise.all(moments.map(() => limit(() => course.prepare(ground))));
	const watches = cases.map((each, index) => gates.watches.add(new Watch(each, moments[index])));
	try {
		const calls = cases.map((each) => each.call().then(({ status }) => `answered ${status}`, (thrown: unknown) => String(thrown)));
		await arrival(watches, moments, calls);
		const stood = await Promise.all(cases.map(({ journal }) => readRun(ground.systems, journal)));
		await fault.strike(ground, gates, watches, cases.map(({ journal }) => journal));
		await Promise.all(calls);
		await settled(ground, cases);
		const verdicts = (await lookAt(ground, cases)).map((seen) => judge(seen, course, undisturbed));
		const answers = await Promise.all(cases.map((each) => limit(async () => inCommonWords(await each.call(), each.words))));
		const again = await lookAt(ground, cases);
		await closed(ground, cases);
		return verdicts.map(({ end, problems }, index) => ({
			moment: momentLabel(moments[index]!),
			stood: stood[index]!.last,
			end,
			problems: [...problems, ...judgeAgain({ ...again[index]!, answer: answers[index]! }, end, course, undisturbed)],
		}));
	} finally {
		for (const watch of watches) {
			watch.release('go');
			gates.watches.remove(watch);
		}
		await ground.systems.containers.resume();
		await forget(ground, cases);
	}
}

/** Waits until every run is at its moment. */
async function arrival(watches: readonly Watch[], moments: readonly Moment[], calls: readonly Promise<string>[]): Promise<void> {
	const missing = new Map(watches.map((watch, index) => [watch, index]));
	const all = Promise.all(
		watches.map(async (watch, index) => {
			const passed = calls[index]!.then((end) => {
				throw new Error(`A run passed its moment, ${momentLabel(moments[index]!)}: its caller was ${end}. It wrote: ${watch.writes.join('; ')}`);
			});
			await Promise.race([watch.held, passed]);
			missing.delete(watch);
		}),
	);
	const late = sleep(ARRIVAL, undefined, { ref: false }).then(() => {
		const left = [...missing].map(([watch, index]) => `${momentLabel(moments[index]!)} (last: ${watch.writes.at(-1) ?? 'nothing'})`);
		throw new Error(`After ${ARRIVAL / 1000} s these runs were not at their moments: ${left.join('; ')}`);
	});
	await Promise.race([all, late]);
}

async function settled({ systems }: Ground, cases: readonly Case[]): Promise<void> {
	for (const deadline = Date.now() + RECOVERY; ; await sleep(1_000)) {
		const runs = await Promise.all(cases.map(({ journal }) => readRun(systems, journal)));
		const open = runs.flatMap((run, index) => (OPEN.includes(run.state) ? [`${cases[index]!.journal}: ${run.state}, ${run.last}`] : []));
		if (open.length === 0) return;
		if (Date.now() > deadline) throw new Error(`After ${RECOVERY / 1000} s these runs have not ended: ${open.join('; ')}`);
	}
}

/** What has ended is no longer noted as open, at the latest after somebody has looked for open runs. */
async function closed({ systems }: Ground, cases: readonly Case[]): Promise<void> {
	for (const deadline = Date.now() + RECOVERY; ; await sleep(1_000)) {
		const open = await openRuns(systems);
		const ours = cases.flatMap(({ journal }) => (journal !== undefined && open.has(journal) ? [journal] : []));
		if (ours.length === 0) return;
		if (Date.now() > deadline) throw new Error(`These runs have ended and are noted as open: ${ours.join('; ')}`);
	}
}
