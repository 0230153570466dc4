import { SystemError } from '../shared/errors.ts';
import type { NetBox, NetBoxObject, Query } from './transport.ts';

/** Objects fetched at once: a thousand, the most that NetBox gives, take it seconds for types with many relations. */
const PAGE = 100;

interface Page {
	results?: NetBoxObject[];
	next?: string | null;
}

/**
 * All objects that match, page by page as they are asked for.
 *
 * Pages are counted here: the address of the next one that NetBox gives is wrong behind many a proxy.
 *
 * @param limit how many are wanted at most
 */
export async function* pages(netBox: NetBox, path: string, query: Query, limit?: number): AsyncGenerator<NetBoxObject> {
	for (let offset = 0; ; ) {
		const size = limit === undefined ? PAGE : Math.min(PAGE, limit - offset);
		const { results, next } = await netBox.get<Page>(path, { ...query, limit: size, offset });
		if (!Array.isArray(results)) {
			throw new SystemError({
				message: `What NetBox has at /api/${path}/ is no list of objects`,
				description: 'Choose another object type.',
				code: 'no-list',
			});
		}
		yield* results;
		offset += results.length;
		if (!next || results.length === 0 || offset === limit) return;
	}
}
