import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { invalidPosition } from '../../errors.ts';
import { isBoundary } from '../../store/event-table.ts';
import type { EventRecord } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { Checkpoints } from './checkpoints.ts';
import { CommitSignal } from './commit-signal.ts';
import { eventMessages, messageOf } from './event-messages.ts';
import type { EventFilter } from './filter.ts';
import type { ReadRequest } from './read-request.ts';
import { bytesTogether, sizeOf } from './response-stream.ts';
import type { Response, ResponseStream } from './response-stream.ts';
import { caughtUp, checkpoint, confirmation } from './responses.ts';

/** A filtered subscription reads in pages again when more checkpoints than this wait for it at once. */
const mostCheckpoints = 25;

/**
 * A catch-up subscription to $all: the events after the given position, a notice that it has caught up, then every new
 * event. With a filter, checkpoints tell how far it has looked.
 */
export async function subscribeToAll(store: Store, request: ReadRequest, responses: ResponseStream): Promise<void> {
	const commits = new CommitSignal(store, undefined, responses.signal);
	try {
		await responses.write(confirmation(randomUUID()));
		const head = store.lastPosition();
		const from = startOf(request, head);
		if (from <= head && !isBoundary(from)) throw invalidPosition();
		const { filter } = request;
		if (filter === undefined) await followAll(store, request, responses, commits, from);
		else await new FilteredSubscription(store, request, filter, responses).follow(commits, from);
	} finally {
		commits.close();
	}
}

/** Position after which the subscription begins. */
function startOf(request: ReadRequest, head: number): number {
	if (request.from === 'start') return 0;
	return request.from === 'end' ? head : request.from;
}

async function followAll(
	store: Store, request: ReadRequest, responses: ResponseStream, commits: CommitSignal, from: number,
): Promise<void> {
	let last = from;
	let live = last >= store.lastPosition();
	if (live) await responses.write(caughtUp());
	while (responses.open) {
		const page = store.read.allPage('forwards', last + 1, Number.MAX_SAFE_INTEGER);
		await responses.writeAll(eventMessages(store, page.events, request));
		last = page.events.at(-1)?.position ?? last;
		await nextTurn();
		if (page.next !== undefined) continue;
		if (!live) await responses.write(caughtUp());
		live = true;
		await commits.next();
	}
}

class FilteredSubscription {
	readonly #store: Store;
	readonly #request: ReadRequest;
	readonly #filter: EventFilter;
	readonly #responses: ResponseStream;
	/** What is sent together, and its bytes. */
	#together: Response[] = [];
	#bytes = 0;

	constructor(store: Store, request: ReadRequest, filter: EventFilter, responses: ResponseStream) {
		this.#store = store;
		this.#request = request;
		this.#filter = filter;
		this.#responses = responses;
	}

	async follow(commits: CommitSignal, from: number): Promise<void> {
		const checkpoints = new Checkpoints(this.#filter, from);
		let last = from;
		let live = from >= this.#store.lastPosition();
		if (live) await this.#responses.write(caughtUp());
		while (this.#responses.open) {
			if (!live || this.#isBehind(last)) {
				last = await this.#catchUp(checkpoints, live ? checkpoints.fellBehind(last) : from, last);
				if (!live) await this.#responses.write(caughtUp());
				live = true;
			} else last = await this.#goOn(checkpoints, last);
			await commits.next();
		}
	}

	/**
	 * Reads to the end of the log.
	 *
	 * @param start position where its first page begins
	 * @param last position of the last event that was considered before
	 * @returns position of the last event that was considered
	 */
	async #catchUp(checkpoints: Checkpoints, start: number, last: number): Promise<number> {
		const reached = await this.#read(start, (event) => {
			if (event.position > last && this.#send(event)) checkpoints.sent(event.position);
			this.#tell(checkpoints.considered(event.position));
		});
		this.#tell(checkpoints.caughtUp());
		await this.#flush();
		return Math.max(last, reached);
	}

	/** Takes what is new. @returns position of the last event that was considered */
	async #goOn(checkpoints: Checkpoints, last: number): Promise<number> {
		return await this.#read(last + 1, (event) => {
			this.#send(event);
			this.#tell(checkpoints.consideredLive(event.position));
		}, last);
	}

	async #read(from: number, take: (event: EventRecord) => void, last = from): Promise<number> {
		let next: number | undefined = from;
		let reached = last;
		while (next !== undefined && this.#responses.open) {
			const page = this.#store.read.allPage('forwards', next, Number.MAX_SAFE_INTEGER);
			this.#filter.prepare(page.events);
			for (const event of page.events) {
				take(event);
				if (this.#bytes >= bytesTogether) await this.#flush();
			}
			await this.#flush();
			reached = page.events.at(-1)?.position ?? reached;
			next = page.next;
			await nextTurn();
		}
		return reached;
	}

	/** @returns whether the event passed the filter */
	#send(event: EventRecord): boolean {
		if (!this.#filter.matches(event)) return false;
		this.#gather(messageOf(this.#store, event, this.#request));
		return true;
	}

	#tell(position: number | undefined): void {
		if (position !== undefined) this.#gather(checkpoint(position));
	}

	#gather(response: Response): void {
		this.#together.push(response);
		this.#bytes += sizeOf(response);
	}

	async #flush(): Promise<void> {
		const together = this.#together;
		this.#together = [];
		this.#bytes = 0;
		await this.#responses.writeAll(together);
	}

	#isBehind(last: number): boolean {
		return this.#store.eventsAfter(last) > this.#filter.checkpointInterval * mostCheckpoints;
	}
}
