import { field } from './field.ts';

/** The two fields by which n8n's users say how much of a list they want. */
export const pageFields = {
	returnAll: field({
		displayName: 'Return All',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	}),
	limit: field({
		displayName: 'Limit',
		type: 'number',
		default: 50,
		typeOptions: { minValue: 1 },
		description: 'Max number of results to return',
		hide: { returnAll: [true] },
	}),
} as const;

/**
 * Collects what a list yields, up to a limit; stops the source there, so that no page is fetched in vain.
 *
 * @param limit `undefined` takes everything
 */
export async function take<T>(source: AsyncIterable<T> | Iterable<T>, limit: number | undefined): Promise<T[]> {
	const taken: T[] = [];
	for await (const entry of source) {
		taken.push(entry);
		if (limit !== undefined && taken.length >= limit) break;
	}
	return taken;
}
