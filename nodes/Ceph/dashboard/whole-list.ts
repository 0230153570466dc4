import type { IDataObject } from 'n8n-workflow';

import { SystemError } from '../../shared/errors.ts';
import type { Dashboard } from './dashboard.ts';

/** Entries that the Dashboard gives of a list of OSDs when it is not asked for a number. */
const PAGE = 10;

/**
 * Asks for a list that releases from 18 on give in pages, and earlier ones, which fail when asked for pages, as a whole.
 *
 * @param page entries of a page that was not asked for: 10 for OSDs
 */
export async function wholeList<T>(dashboard: Dashboard, path: string, query: IDataObject = {}, page = PAGE): Promise<T[]> {
	const first = await dashboard.get<T[]>(path, query);
	if (first.length !== page) return first;
	try {
		return await dashboard.get<T[]>(path, { ...query, offset: 0, limit: -1 });
	} catch (thrown) {
		if (thrown instanceof SystemError && ['404', '500'].includes(thrown.failure.code ?? '')) return first;
		throw thrown;
	}
}
