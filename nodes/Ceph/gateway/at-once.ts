/**
 * Does work for each entry, a few at once. When one fails no further entry is taken; those under way are awaited before
 * the first failure is thrown, so that nothing goes on unseen.
 *
 * @param parallel how many at once; the next entry is asked for only when there is room for it
 */
export async function forEachAtOnce<T>(entries: AsyncIterable<T> | Iterable<T>, parallel: number, work: (entry: T) => Promise<void>): Promise<void> {
	const running = new Set<Promise<void>>();
	const failures: unknown[] = [];
	try {
		for await (const entry of entries) {
			const one: Promise<void> = work(entry)
				.catch((thrown: unknown) => void failures.push(thrown))
				.finally(() => running.delete(one));
			running.add(one);
			if (running.size >= parallel) await Promise.race(running);
			if (failures.length > 0) break;
		}
	} finally {
		await Promise.all(running);
	}
	if (failures.length > 0) throw failures[0];
}
