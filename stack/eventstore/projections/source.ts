import type { Store } from '../store/store.ts';
import { eventType, isMetastream, originalStreamOf } from '../store/records.ts';
import type { EventRecord, ResolvedEvent } from '../store/records.ts';
import { softDeleteMetadata } from '../store/stream-metadata.ts';
import { uuidText } from '../store/uuid.ts';
import type { InputEvent } from './engine/protocol.ts';
import type { Definition } from './language/definition.ts';
import { startOf } from './tag.ts';
import type { Tag } from './tag.ts';

/** Events that a projection reads at once. */
const pageSize = 256;

/** The largest revision, of a tombstone. */
const lastRevision = Number(9223372036854775807n);

/** An event that a projection handles. */
export interface SourceEvent {
	input: InputEvent;
	/** How far the projection is with it. */
	tag: Tag;
	/** What caused whatever the projection emits. */
	cause: EventRecord;
}

/** A part of a source. */
export interface SourcePage {
	events: SourceEvent[];
	/** How far the page goes, events that the projection does not handle included. */
	tag: Tag;
	/** Bytes of the events that it does not handle. */
	skipped: number;
	atEnd: boolean;
}

/** Where a projection's events come from. */
export class Source {
	/** Streams that it reads; undefined for the log. */
	readonly streams: readonly string[] | undefined;
	readonly start: Tag;
	readonly #store: Store;
	readonly #definition: Definition;
	readonly #types: Set<string> | undefined;

	constructor(store: Store, definition: Definition) {
		const { source, events } = definition;
		const streams = [...new Set([...source.streams, ...source.categories.map((category) => `$ce-${category}`)])];
		this.#store = store;
		this.#definition = definition;
		this.#types = events === 'all' ? undefined : new Set(events);
		this.streams = source.all ? undefined : streams;
		this.start = startOf(this.streams);
	}

	/** Whether a commit to these streams may have brought something. */
	concerns(touched: ReadonlySet<string>): boolean {
		return this.streams?.some((stream) => touched.has(stream)) ?? true;
	}

	/** Per cent; -1 before the first event. */
	progress(tag: Tag): number {
		if (tag.kind === 'log') {
			const last = this.#store.lastPosition();
			return last === 0 ? 100 : (Math.max(0, tag.position) / last) * 100;
		}
		let [read, all] = [0, 0];
		for (const [stream, revision] of Object.entries(tag.revisions)) {
			read += revision + 1;
			all += this.#store.read.stream(stream).revision + 1;
		}
		return read === 0 ? -1 : Math.min(100, (read / all) * 100);
	}

	/** The events after a tag, in the order of the log. */
	page(after: Tag): SourcePage {
		return after.kind === 'log' ? this.#logPage(after.position) : this.#streamsPage(after.revisions);
	}

	#logPage(after: number): SourcePage {
		const { events, next } = this.#store.read.allPage('forwards', after + 1, pageSize);
		const page: SourcePage = { events: [], tag: { kind: 'log', position: after }, skipped: 0, atEnd: next === undefined };
		for (const record of events) {
			page.tag = { kind: 'log', position: record.position };
			const isLink = record.type === eventType.link;
			if (!isLink) this.#add(page, { event: record }, record);
			else if (this.#definition.includeLinks) this.#add(page, this.#store.read.resolve(record), record);
		}
		return page;
	}

	#streamsPage(after: Record<string, number>): SourcePage {
		let horizon = Number.POSITIVE_INFINITY;
		const found: EventRecord[] = [];
		for (const [name, revision] of Object.entries(after)) {
			const stream = this.#store.read.stream(name);
			if (stream.tombstoned || stream.softDeleted || stream.revision <= revision) continue;
			const { events, next } = this.#store.read.streamPage(stream, 'forwards', revision + 1, pageSize);
			// What lies behind the end of a page that goes on may come before events of other streams.
			if (next !== undefined) horizon = Math.min(horizon, events.at(-1)?.position ?? horizon);
			found.push(...events);
		}
		found.sort((a, b) => a.position - b.position);
		const ripe = this.#ripeBefore(found);
		const known = found.filter((event) => event.position <= horizon && event.created <= ripe);
		const events = known.slice(0, pageSize);
		let revisions = after;
		const page: SourcePage = { events: [], tag: { kind: 'streams', revisions }, skipped: 0, atEnd: events.length === known.length && horizon === Number.POSITIVE_INFINITY };
		for (const record of events) {
			revisions = { ...revisions, [record.stream]: record.revision ?? -1 };
			page.tag = { kind: 'streams', revisions };
			const resolved = this.#store.read.resolve(record);
			// Only the links that the system projection wrote are of a category.
			if (this.#definition.source.categories.length > 0 && resolved.link === undefined) continue;
			this.#add(page, resolved, record);
		}
		return page;
	}

	/** Events that are to be put in order wait for younger ones, as on the vendor's server: the last of all wait until more come. */
	#ripeBefore(found: readonly EventRecord[]): number {
		const { reorderingLag } = this.#definition;
		if (reorderingLag === undefined || (this.streams?.length ?? 0) < 2) return Number.POSITIVE_INFINITY;
		return Math.max(...found.map(({ created }) => created)) - reorderingLag;
	}

	#add(page: SourcePage, { event, link }: ResolvedEvent, record: EventRecord): void {
		const { byStream } = this.#definition.source;
		const deletes = this.#definition.handlesDeleted && byStream ? deletionIn(event, link) : undefined;
		const type = event?.type ?? null;
		if (deletes === undefined && this.#types !== undefined && (type === null || !this.#types.has(type))) {
			page.skipped += record.data.length + record.metadata.length;
			return;
		}
		const { categories } = this.#definition.source;
		page.events.push({
			tag: page.tag,
			cause: event ?? record,
			input: {
				type,
				stream: event?.stream ?? null,
				revision: event === undefined ? -1 : (event.revision ?? lastRevision),
				id: event === undefined ? null : uuidText(event.id),
				isJson: event?.isJson ?? false,
				data: event?.data ?? new Uint8Array(),
				metadata: event?.metadata ?? new Uint8Array(),
				linkMetadata: link?.metadata,
				category: categories.length === 1 ? (categories[0] ?? null) : null,
				...(deletes === undefined ? {} : { deletes }),
			},
		});
	}
}

/** What says that a stream was deleted: its metadata, its tombstone, or a category's link to either. */
function deletionIn(event: EventRecord | undefined, link: EventRecord | undefined): InputEvent['deletes'] {
	if (event?.type === eventType.streamDeleted) return { stream: event.stream, soft: false };
	if (event?.type === eventType.metadata && isMetastream(event.stream)) {
		return softDeleteMetadata.equals(event.data) ? { stream: originalStreamOf(event.stream), soft: true } : undefined;
	}
	if (event !== undefined || link === undefined) return undefined;
	const [, stream] = /^9223372036854775807@(.*)$/s.exec(Buffer.from(link.data).toString()) ?? [];
	return stream === undefined ? undefined : { stream, soft: false };
}
