import pLimit from 'p-limit';

import type { Case, Inventory } from './courses/course.ts';
import type { Ground } from './ground.ts';
import { inCommonWords } from './own-words.ts';
import { forgetPools, poolsOf } from './systems/ceph.ts';
import { readRun, type Run } from './systems/journal.ts';

/** What there is of a case: its run, and what the systems have. */
export interface Seen {
	run: Run;
	inventory: Inventory;
}

/** Cases that are looked at side by side. */
const AT_ONCE = 4;

/** Looks at cases in all systems. */
export async function lookAt({ systems }: Ground, cases: readonly Case[]): Promise<Seen[]> {
	const pools = await poolsOf(systems, cases.map(({ tenant }) => tenant));
	const limit = pLimit(AT_ONCE);
	return await Promise.all(
		cases.map((each) =>
			limit(async () => ({ run: await readRun(systems, each.journal), inventory: inCommonWords(await each.inventory({ pools }), each.words) })),
		),
	);
}

/** Looks at one. */
export async function lookAtOne(ground: Ground, each: Case): Promise<Seen> {
	const [seen] = await lookAt(ground, [each]);
	return seen!;
}

/** Removes cases from all systems that can forget. */
export async function forget({ systems }: Ground, cases: readonly Case[]): Promise<void> {
	const limit = pLimit(AT_ONCE);
	await Promise.all(cases.map((each) => limit(() => each.forget())));
	await forgetPools(systems, cases.map(({ tenant }) => tenant));
}
