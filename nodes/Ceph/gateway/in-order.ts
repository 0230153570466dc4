/** Requests that run at once for one list. */
const AT_ONCE = 8;

/** Asks for each entry of a list, several at once, and gives the answers in the order of the list; stops when its reader does. */
export async function* inOrder<T, R>(source: AsyncIterable<T> | Iterable<T>, ask: (entry: T) => Promise<R>): AsyncGenerator<R> {
	const running: Promise<R>[] = [];
	try {
		for await (const entry of source) {
			running.push(ask(entry));
			if (running.length >= AT_ONCE) yield await running.shift()!;
		}
		while (running.length > 0) yield await running.shift()!;
	} finally {
		// Nobody waits for those any more; their failures must not end the process.
		for (const request of running) request.catch(() => undefined);
	}
}
