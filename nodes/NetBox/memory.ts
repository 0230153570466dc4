interface Memory {
	value: Promise<unknown>;
	until: number;
}

const memories = new Map<string, Memory>();

/**
 * Does the work, or gives what it gave before; those who ask while it is under way share it. `undefined` and failures
 * are not kept.
 *
 * @param lifetime milliseconds for which an answer is believed, from the end of the work
 */
export async function recall<T>(key: string, lifetime: (answer: T) => number, work: () => Promise<T>): Promise<T> {
	const known = memories.get(key);
	if (known && known.until > Date.now()) return (await known.value) as T;
	const memory: Memory = { value: work(), until: Infinity };
	memories.set(key, memory);
	const forget = () => {
		if (memories.get(key) === memory) memories.delete(key);
	};
	try {
		const result = (await memory.value) as T;
		memory.until = Date.now() + lifetime(result);
		if (result === undefined) forget();
		return result;
	} catch (thrown) {
		forget();
		throw thrown;
	}
}

/** What was answered before is not believed any more; what is under way is. */
export function forget(key: string): void {
	if (memories.get(key)?.until !== Infinity) memories.delete(key);
}
