import { setTimeout as sleep } from 'node:timers/promises';

import pLimit from 'p-limit';

import type { Case, Course } from './courses/course.ts';
import type { Fault } from './fault.ts';
import type { Gates } from './gate/gates.ts';
import { Watch } from './gate/watch.ts';
import type { Ground } from './ground.ts';
import { forget, lookAt } from './look.ts';
import { isWaitedForLong, type Moment, momentLabel } from './moment.ts';
import { inCommonWords } from './own-words.ts';
import { openRuns, readRun } from './systems/journal.ts';
import type { Undisturbed } from './undisturbed.ts';
import { type End, judge, judgeAgain } from './verdict.ts';

/** A run that is to be killed. */
export interface Attempt {
	course: Course;
	undisturbed: Undisturbed;
	moment: Moment;
}

/** One run that was killed. */
export interface Killed {
	course: string;
	moment: string;
	/** The last entry of its journal when it was killed. */
	stood: string;
	end: End;
	problems: string[];
}

/** Cases that are made, or asked again, side by side. */
const AT_ONCE = 6;
/** Milliseconds until every run must have come to its moment. */
const ARRIVAL = 240_000;
/** Milliseconds until every run must have ended: a lease, a minute until somebody looks, and the work. */
const RECOVERY = 600_000;
const OPEN = ['running', 'undoing', 'abandoned', 'due'];

/**
 * Begins each run, holds it at its moment, kills once, waits until all have ended, and judges each.
 *
 * @param say is told how far it is
 * @throws Error when a run did not come to its moment, or has not ended in time
 */
export async function killRound(ground: Ground, gates: Gates, attempts: readonly Attempt[], fault: Fault, say: (line: string) => void): Promise<Killed[]> {
	const begin = performance.now();
	const mark = (what: string) => say(`    ${what} after ${((performance.now() - begin) / 1_000).toFixed(0)} s`);
	const limit = pLimit(AT_ONCE);
	const cases = await Promise.all(attempts.map(({ course }) => limit(() => course.prepare(ground))));
	const watches = cases.map((each, index) => gates.watches.add(new Watch(each, attempts[index]!.moment)));
	try {
		mark('prepared');
		// A run is held for longer than its lease, perhaps; nobody is to go on with it meanwhile.
		await ground.n8n.pauseRecovery();
		const calls = await allHeld(cases, watches, attempts);
		mark('held');
		const stood = await Promise.all(cases.map(({ journal }) => readRun(ground.systems, journal)));
		await ground.n8n.resumeRecovery();
		await fault.strike(ground, gates, watches, cases.map(({ journal }) => journal));
		mark(`${fault.name} killed and back`);
		await Promise.all(calls);
		await settled(ground, cases);
		mark('recovered');
		const found = await lookAt(ground, cases);
		const verdicts = found.map((seen, index) => judge(seen, attempts[index]!.course, attempts[index]!.undisturbed));
		const answers = await Promise.all(cases.map((each) => limit(async () => inCommonWords(await each.call(), each.words))));
		const again = await lookAt(ground, cases);
		await closed(ground, cases);
		mark('judged');
		return verdicts.map(({ end, isOpen, problems }, index) => {
			const { course, undisturbed, moment } = attempts[index]!;
			const told = { ...again[index]!, answer: answers[index]! };
			return { course: course.name, moment: momentLabel(moment), stood: stood[index]!.last, end, problems: [...problems, ...judgeAgain(told, isOpen, course, undisturbed)] };
		});
	} finally {
		for (const watch of watches) {
			watch.release('go');
			gates.watches.remove(watch);
		}
		await ground.systems.containers.resume();
		// What is left of a round that failed is still at work, perhaps; it must not hide why the round failed.
		await forget(ground, cases).then(() => mark('tidied up'), (thrown: unknown) => mark(`not all was tidied up (${String(thrown)})`));
	}
}

/**
 * Begins the runs, and waits until each is at its moment. Those whose systems are not waited for long begin when the others are there.
 *
 * @returns how their calls end
 */
async function allHeld(cases: readonly Case[], watches: readonly Watch[], attempts: readonly Attempt[]): Promise<Promise<string>[]> {
	const begun: Promise<string>[] = [];
	for (const long of [true, false]) {
		const part = attempts.flatMap(({ moment }, index) => (isWaitedForLong(moment) === long ? [index] : []));
		const limit = AbortSignal.timeout(ARRIVAL);
		await Promise.all(
			part.map(async (index) => {
				const call = cases[index]!.call().then(({ status }) => `answered ${status}`, (thrown: unknown) => String(thrown));
				begun.push(call);
				await arrival(attempts[index]!, watches[index]!, call, limit);
			}),
		);
	}
	return begun;
}

/** Waits until a run is at its moment. */
async function arrival(attempt: Attempt, watch: Watch, call: Promise<string>, limit: AbortSignal): Promise<void> {
	const wrote = () => `It wrote: ${watch.writes.join('; ')}`;
	const passed = call.then((end) => {
		throw new Error(`A run passed its moment (${nameOf(attempt)}): its caller was ${end}. ${wrote()}`);
	});
	const late = new Promise<never>((_resolve, reject) => {
		limit.addEventListener('abort', () => reject(new Error(`After ${ARRIVAL / 1_000} s a run was not at its moment (${nameOf(attempt)}). ${wrote()}`)));
	});
	await Promise.race([watch.held, passed, late]);
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

function nameOf({ course, moment }: Attempt): string {
	return `${course.name}, ${momentLabel(moment)}`;
}
