import type { Answer, Course } from './courses/course.ts';
import type { Gates } from './gate/gates.ts';
import { Watch } from './gate/watch.ts';
import type { Ground } from './ground.ts';
import { forget, lookAtOne, type Seen } from './look.ts';
import { inCommonWords } from './own-words.ts';

/** What was so after a request, and what its caller was told. */
export interface Told extends Seen {
	answer: Answer;
}

/** How a course goes when nothing is killed. */
export interface Undisturbed {
	/** What the run writes, in its order. */
	writes: readonly string[];
	before: Seen;
	after: Told;
	/** After the same request again. */
	again: Told;
}

/** Lets one case of a course go its way, and notes what it writes. */
export async function observe(ground: Ground, { watches }: Gates, course: Course): Promise<Undisturbed> {
	const one = await course.prepare(ground);
	const watch = watches.add(new Watch(one));
	try {
		const before = await lookAtOne(ground, one);
		const told = async (): Promise<Told> => {
			const answer = inCommonWords(await one.call(), one.words);
			return { answer, ...(await lookAtOne(ground, one)) };
		};
		const after = await told();
		const writes = [...watch.writes];
		if (writes.length === 0) throw new Error(`${course.process}, ${course.name}: nothing that it writes passed the gates`);
		return { writes, before, after, again: await told() };
	} finally {
		watches.remove(watch);
		await forget(ground, [one]);
	}
}
