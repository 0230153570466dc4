import pLimit, { type LimitFunction } from 'p-limit';

const queues = new Map<string, LimitFunction>();

/** Does works of the same key one after another, in the order in which they were given, in all of n8n's process. */
export async function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
	const queue = queues.get(key) ?? pLimit(1);
	queues.set(key, queue);
	try {
		return await queue(work);
	} finally {
		// The count still holds the one that has just ended.
		if (queue.activeCount <= 1 && queue.pendingCount === 0) queues.delete(key);
	}
}
