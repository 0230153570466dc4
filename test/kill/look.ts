import pLimit from 'p-limit';

import type { Case, Inventory, Sight } from './courses/course.ts';
import type { Ground } from './ground.ts';
import { inCommonWords } from './own-words.ts';
import { emptyPools, poolsOf } from './systems/ceph.ts';
import { readRun, type Run } from './systems/journal.ts';

/** What there is of a case: its run, and what the systems have. */
export interface Seen {
	run: Run;
	inventory: Inventory;
}

/** Cases that are looked at side by side. */
const AT_ONCE = 4;

/** Looks at cases in all systems; of several that share pools, all must be among them. */
export async function lookAt({ systems }: Ground, cases: readonly Case[]): Promise<Seen[]> {
	const sight = { pools: await poolsOf(systems, poolsIn(cases)) };
	const limit = pLimit(AT_ONCE);
	return await Promise.all(
		cases.map((each) =>
			limit(async () => {
				const inventory = { ...(await each.inventory(sight)), strays: straysBeside(each, cases, sight) };
				return { run: await readRun(systems, each.journal), inventory: inCommonWords(inventory, each.words) };
			}),
		),
	);
}

/** Looks at one. */
export async function lookAtOne(ground: Ground, each: Case): Promise<Seen> {
	const [seen] = await lookAt(ground, [each]);
	return seen!;
}

/** What is in the pool of a case and belongs to no case, such as an image that was to be deleted. */
function straysBeside({ pool: slug = '' }: Case, cases: readonly Case[], { pools }: Sight): string[] {
	const { images = [], trash = [] } = pools.get(slug) ?? {};
	const known = new Set(cases.map(({ volume }) => volume));
	return [...images.map(({ name }) => name), ...trash].filter((name) => !known.has(name));
}

/** Removes cases from all systems that can forget. */
export async function forget({ systems }: Ground, cases: readonly Case[]): Promise<void> {
	const limit = pLimit(AT_ONCE);
	await Promise.all(cases.map((each) => limit(() => each.forget())));
	await emptyPools(systems, poolsIn(cases));
}

function poolsIn(cases: readonly Case[]): string[] {
	return [...new Set(cases.flatMap(({ pool }) => pool ?? []))];
}
