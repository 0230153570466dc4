import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Store } from '../../store/store.ts';
import { CommitSignal } from './commit-signal.ts';
import type { ReadRequest } from './read-request.ts';
import type { ResponseStream } from './response-stream.ts';
import { caughtUp, checkpoint, confirmation, eventResponse } from './responses.ts';

/**
 * A catch-up subscription to $all: the events after the given position, a notice that it has caught up, then every new
 * event. With a filter, checkpoints tell how far it has looked: one whenever the interval of considered events is full,
 * one when catching up ends, each further on than the one before.
 */
export async function subscribeToAll(store: Store, request: ReadRequest, responses: ResponseStream): Promise<void> {
	const { filter } = request;
	const commits = new CommitSignal(store, undefined, responses.signal);
	try {
		await responses.write(confirmation(randomUUID()));
		const head = store.lastPosition();
		let last = lastSeen(request, head);
		let live = last >= head;
		if (live) await responses.write(caughtUp());
		let considered = 0;
		let checkpointed = last;

		const tell = async (position: number) => {
			considered = 0;
			if (position <= checkpointed) return;
			checkpointed = position;
			await responses.write(checkpoint(position));
		};

		while (responses.open) {
			const page = store.read.allPage('forwards', last + 1, Number.MAX_SAFE_INTEGER);
			for (const event of page.events) {
				if (!responses.open) return;
				last = event.position;
				if (filter === undefined || filter.matches(event)) {
					const resolved = request.resolveLinks ? store.read.resolve(event) : { event };
					await responses.write(eventResponse(resolved, request.structuredIds));
				}
				considered += 1;
				if (filter !== undefined && considered >= filter.checkpointInterval) await tell(last);
			}
			await nextTurn();
			if (page.next !== undefined) continue;
			if (!live) {
				if (filter !== undefined) await tell(last);
				await responses.write(caughtUp());
				live = true;
			}
			await commits.next();
		}
	} finally {
		commits.close();
	}
}

function lastSeen(request: ReadRequest, head: number): number {
	if (request.from === 'start') return 0;
	return request.from === 'end' ? head : request.from;
}
