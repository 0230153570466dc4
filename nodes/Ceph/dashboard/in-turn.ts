const last = new Map<string, Promise<unknown>>();

/** Runs work of the same key one after another, in the order of the calls; other work goes on beside it. */
export async function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
	const turn = after(last.get(key), work);
	last.set(key, turn);
	try {
		return await turn;
	} finally {
		if (last.get(key) === turn) last.delete(key);
	}
}

async function after<T>(before: Promise<unknown> | undefined, work: () => Promise<T>): Promise<T> {
	await Promise.allSettled([before]);
	return await work();
}
