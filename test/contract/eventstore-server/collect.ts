/** Everything that an iterable yields, up to a number of items. */
export async function collect<T>(source: AsyncIterable<T>, most = Number.POSITIVE_INFINITY): Promise<T[]> {
	const items: T[] = [];
	for await (const item of source) {
		items.push(item);
		if (items.length >= most) break;
	}
	return items;
}
