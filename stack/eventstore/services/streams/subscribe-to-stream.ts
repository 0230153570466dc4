import { randomUUID } from 'node:crypto';
import { streamDeleted } from '../../errors.ts';
import type { Store } from '../../store/store.ts';
import { CommitSignal } from './commit-signal.ts';
import { eventMessage } from './event-message.ts';
import { eventMessages } from './event-messages.ts';
import type { ReadRequest } from './read-request.ts';
import type { ResponseStream } from './response-stream.ts';
import { caughtUp, confirmation } from './responses.ts';

/**
 * A catch-up subscription to a stream: the events after the given revision as a read shows them, a notice that it has
 * caught up, then every new event. The stream need not exist yet; a tombstone ends the subscription with an error.
 */
export async function subscribeToStream(
	store: Store, name: string, request: ReadRequest, responses: ResponseStream,
): Promise<void> {
	const commits = new CommitSignal(store, name, responses.signal);
	try {
		if (store.read.stream(name).tombstoned) throw streamDeleted(name);
		await responses.write(confirmation(randomUUID()));
		let last = lastSeen(request, store.read.stream(name).revision);
		let live = false;
		while (responses.open) {
			const stream = store.read.stream(name);
			if (stream.tombstoned) {
				const tombstone = store.read.tombstone(stream);
				if (tombstone !== undefined) await responses.write(eventMessage({ event: tombstone }, request.structuredIds));
				throw streamDeleted(name);
			}
			const hidden = stream.softDeleted && !live;
			const page = live
				? store.read.livePage(stream, last + 1)
				: store.read.streamPage(stream, 'forwards', last + 1, hidden ? 0 : Number.MAX_SAFE_INTEGER);
			// What is hidden at the moment of going live stays unseen.
			last = page.next === undefined ? Math.max(last, stream.revision) : page.next - 1;
			await responses.writeAll(eventMessages(store, page.events, request));
			if (page.next !== undefined) continue;
			if (!live) await responses.write(caughtUp());
			live = true;
			await commits.next();
		}
	} finally {
		commits.close();
	}
}

function lastSeen(request: ReadRequest, revision: number): number {
	if (request.from === 'start') return -1;
	return request.from === 'end' ? revision : request.from;
}
