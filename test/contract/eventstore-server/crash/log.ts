import type { AllStreamRecordedEvent, EventStoreDBClient } from '@eventstore/db-client';
import { setTimeout as delay } from 'node:timers/promises';
import { isOfLinks, linksOf, namesStreams } from './links.ts';

/** An event of a writer as it was read. */
export interface Read {
	id: string;
	data: unknown;
	correlation: string;
}

/** Milliseconds within which the system projections must have read everything after a start, on a busy machine, too. */
const patience = 60_000;

/** The whole log as it was read up to now. Whatever is wrong in itself, without knowing what was sent, it refuses. */
export class Log {
	/** Events of the writers by stream, in order. */
	readonly streams = new Map<string, Read[]>();
	events = 0;
	links = 0;
	/** What the system projections wrote, and what they should have, by stream. */
	readonly #entries = new Map<string, string[]>();
	readonly #due = new Map<string, string[]>();
	readonly #ids = new Set<string>();
	#position = -1n;
	/** Streams of links that may be other than when they were compared last. */
	#changed = new Set<string>();

	/**
	 * Reads on to the end, and waits until there is a link to every event.
	 *
	 * @throws Error when positions or revisions are not in order, an id is there twice, or the links are other than the events say
	 */
	async read(client: EventStoreDBClient): Promise<void> {
		const begin = performance.now();
		for (;;) {
			await this.#readOn(client);
			const wrong = this.#wrongLinks();
			if (wrong === undefined) return;
			if (wrong.isOther || performance.now() - begin > patience) throw new Error(wrong.text);
			await delay(20);
		}
	}

	async #readOn(client: EventStoreDBClient): Promise<void> {
		const from = this.#position < 0n ? 'start' : { commit: this.#position, prepare: this.#position };
		for await (const { event } of client.readAll({ fromPosition: from })) {
			const position = event?.position?.commit ?? -1n;
			// A read begins with the event at its position.
			if (event === undefined || position === this.#position) continue;
			if (position < this.#position) throw new Error(`${position} comes after ${this.#position} in the log.`);
			this.#position = position;
			if (isOfLinks(event.streamId)) this.#addLink(event);
			else if (!event.streamId.startsWith('$')) this.#addEvent(event);
		}
	}

	#addEvent({ streamId, revision, id, type, data, metadata }: AllStreamRecordedEvent): void {
		const stream = this.streams.get(streamId) ?? [];
		this.streams.set(streamId, stream);
		if (Number(revision) !== stream.length) throw new Error(`${streamId}: revision ${revision} comes where ${stream.length} should.`);
		if (this.#ids.has(id)) throw new Error(`${streamId}: revision ${revision} has the id ${id} of another event.`);
		this.#ids.add(id);
		const correlation = correlationIn(metadata) ?? '';
		stream.push({ id, data, correlation });
		this.events += 1;
		for (const [links, entry] of linksOf({ stream: streamId, revision: Number(revision), type, correlation })) {
			this.#expect(links, entry);
		}
	}

	#expect(links: string, entry: string): void {
		add(this.#due, links, entry);
		this.#changed.add(links);
	}

	#addLink({ streamId, revision, data, metadata }: AllStreamRecordedEvent): void {
		const length = add(this.#entries, streamId, Buffer.from(data as Uint8Array).toString());
		if (Number(revision) !== length - 1) throw new Error(`${streamId}: revision ${revision} comes where ${length - 1} should.`);
		this.#changed.add(streamId);
		this.links += 1;
		// The name of a stream is no link, and so an event of its cause's correlation.
		const correlation = correlationIn(metadata);
		if (namesStreams(streamId) && correlation !== undefined) this.#expect(`$bc-${correlation}`, `${revision}@${streamId}`);
	}

	/** The first stream of links that is not as it should be; whether it is other, or only behind. */
	#wrongLinks(): { isOther: boolean; text: string } | undefined {
		let behind: string | undefined;
		for (const stream of this.#changed) {
			const [entries, due] = [this.#entries.get(stream) ?? [], this.#due.get(stream) ?? []];
			const other = entries.findIndex((entry, index) => entry !== due[index]);
			if (other >= 0) return { isOther: true, text: `${stream}: entry ${other} is ${entries[other]}, not ${due[other] ?? 'missing'}.` };
			if (entries.length < due.length) behind ??= `${stream} has ${entries.length} entries of ${due.length}.`;
			else this.#changed.delete(stream);
		}
		return behind === undefined ? undefined : { isOther: false, text: behind };
	}
}

function correlationIn(metadata: unknown): string | undefined {
	const found = (metadata as { $correlationId?: unknown } | undefined)?.$correlationId;
	return typeof found === 'string' ? found : undefined;
}

/** @returns how many there are now */
function add(lists: Map<string, string[]>, name: string, item: string): number {
	const list = lists.get(name) ?? [];
	lists.set(name, list);
	return list.push(item);
}
