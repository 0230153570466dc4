import { isoTime } from '../iso-time.ts';

interface Figures {
	bytes_sent: number;
	bytes_received: number;
	ops: number;
	successful_ops: number;
}

interface Category extends Figures {
	category: string;
}

/** The usage log as the Admin Ops API gives it. */
export interface UsageLog {
	entries?: { user: string; buckets: { bucket: string; time: string; owner: string; payer?: string; categories: Category[] }[] }[];
	summary?: { user: string; categories: Category[]; total: Figures }[];
}

/** What a user did, over all kinds of requests and for each kind. */
export type Usage = {
	user: string;
	bytesSent: number;
	bytesReceived: number;
	requests: number;
	successfulRequests: number;
	categories: object[];
	entries?: object[];
};

/**
 * Orders the log by user.
 *
 * @param user the one that was asked about, who gets an answer also when nothing was logged; empty for all
 */
export function usageByUser({ entries, summary = [] }: UsageLog, user: string): Usage[] {
	const nothing = { user, categories: [], total: { bytes_sent: 0, bytes_received: 0, ops: 0, successful_ops: 0 } };
	const sums = user !== '' && summary.length === 0 ? [nothing] : summary;
	return sums.map(({ user: name, categories, total }) => ({
		user: name,
		...figures(total),
		categories: categories.map(byCategory),
		...(entries && {
			entries: entries
				.filter((entry) => entry.user === name)
				.flatMap(({ buckets }) => buckets.map((one) => ({ bucket: bucketOf(one.bucket), time: isoTime(one.time), owner: one.owner, categories: one.categories.map(byCategory) }))),
		}),
	}));
}

function byCategory({ category, ...rest }: Category) {
	return { category, ...figures(rest) };
}

function figures({ bytes_sent, bytes_received, ops, successful_ops }: Figures) {
	return { bytesSent: bytes_sent, bytesReceived: bytes_received, requests: ops, successfulRequests: successful_ops };
}

/** Requests that concern no bucket, and those to buckets that were not there, are logged without one or under a hyphen. */
function bucketOf(name: string): string | null {
	return name === '' || name === '-' ? null : name;
}
