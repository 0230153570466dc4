import { invalidPage } from './errors.ts';

const DEFAULT_SIZE = 20;
const LARGEST_SIZE = 100;

export interface Page {
	offset: number;
	limit: number;
	/** As answers carry it; page numbers, 0 where there is no page. */
	pagination: {
		next: number;
		previous: number;
		count: number;
		current: number;
		total_pages: number;
		start_index: number;
		end_index: number;
	};
}

/** Reads `page` and `page_size` for a list of `count` objects. @throws ApiError 404 beyond the last page */
export function paginate(query: URLSearchParams, count: number): Page {
	const size = pageSize(query.get('page_size'));
	const pages = Math.max(1, Math.ceil(count / size));
	const asked = query.get('page') || '1';
	const current = asked === 'last' ? pages : Number(asked);
	if (!Number.isInteger(current) || current < 1 || current > pages) throw invalidPage();
	const offset = (current - 1) * size;
	return {
		offset,
		limit: size,
		pagination: {
			next: current < pages ? current + 1 : 0,
			previous: current - 1,
			count,
			current,
			total_pages: pages,
			start_index: count === 0 ? 0 : offset + 1,
			end_index: Math.min(offset + size, count),
		},
	};
}

function pageSize(text: string | null): number {
	const size = text !== null && /^\d+$/.test(text) ? Number(text) : 0;
	return size === 0 ? DEFAULT_SIZE : Math.min(size, LARGEST_SIZE);
}
