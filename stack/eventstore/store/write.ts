import { randomUUID } from 'node:crypto';
import type { EventTable } from './event-table.ts';
import { judge } from './expected-revision.ts';
import type { Verdict } from './expected-revision.ts';
import { eventType, isMetastream, metastreamOf, originalStreamOf } from './records.ts';
import type { ExpectedRevision, ProposedEvent } from './records.ts';
import { parseLimits, softDeleteMetadata, undeletedMetadata } from './stream-metadata.ts';
import type { StreamState, StreamTable } from './stream-table.ts';
import { uuidBytes } from './uuid.ts';

/** How a write ended. `current` and `revision` are -1 where the stream has no event. */
export type WriteResult =
	| { result: 'success'; revision: number; position: number | undefined }
	| { result: 'wrong_expected_version'; current: number }
	| { result: 'stream_deleted' };

/** What writes to the log; runs inside a transaction of the commit queue. */
export class Writer {
	readonly #streams: StreamTable;
	readonly #events: EventTable;
	readonly #touched: (stream: string) => void;

	/** @param touched called with the name of each stream written to */
	constructor(streams: StreamTable, events: EventTable, touched: (stream: string) => void) {
		this.#streams = streams;
		this.#events = events;
		this.#touched = touched;
	}

	append(name: string, expected: ExpectedRevision, proposed: readonly ProposedEvent[]): WriteResult {
		const stream = this.#streams.find(name);
		const verdict = this.#judge(stream, expected, proposed.map((event) => event.id));
		if (verdict.verdict === 'written_before') {
			// Of a deleted stream: what it held stays hidden, and no position tells that nothing was written.
			return { result: 'success', revision: verdict.revision, position: stream.softDeleted ? undefined : verdict.position };
		}
		if (verdict.verdict !== 'write') return refused(verdict, stream);
		if (proposed.length === 0) {
			return { result: 'success', revision: stream.revision, position: this.#events.unusedPosition() };
		}

		const originalBefore = isMetastream(name) ? this.#streams.find(originalStreamOf(name)) : undefined;
		const written = this.#write(stream, proposed);
		if (stream.softDeleted) this.#undelete(stream, stream.revision + 1);
		if (originalBefore?.softDeleted) this.#undelete(originalBefore, originalBefore.revision + 1);
		return { result: 'success', ...written };
	}

	/**
	 * Writes an event of a projection: its id is new, so nothing has to be looked for. A new stream of the database's own may
	 * be read by everybody, as on the vendor's server.
	 *
	 * @param mayWrite asked with the stream as it is; false writes nothing
	 * @returns the revision; undefined when nothing was written, as the stream is tombstoned or may not be written to
	 */
	emit(name: string, event: ProposedEvent, mayWrite: (stream: StreamState) => boolean = () => true): number | undefined {
		let stream = this.#streams.find(name);
		if (stream.tombstoned || !mayWrite(stream)) return undefined;
		if (stream.revision < 0 && name.startsWith('$')) {
			this.#openToReaders(name);
			stream = this.#streams.find(name);
		}
		const { revision } = this.#write(stream, [event]);
		if (stream.softDeleted) this.#undelete(stream, revision);
		return revision;
	}

	/** Hides a stream's events below a revision; the rest of its metadata stays. Runs within a transaction. */
	truncate(name: string, before: number): void {
		const metastream = this.#streams.find(metastreamOf(name));
		const current = metastream.id === undefined
			? undefined
			: this.#events.findByRevision(metastream.id, metastream.name, metastream.revision);
		const metadata = undeletedMetadata(current?.data ?? Buffer.from('{}'), before) ?? Buffer.from(`{"$tb":${before}}`);
		this.#write(metastream, [metadataEvent(metadata)]);
	}

	#openToReaders(name: string): void {
		const metastream = this.#streams.find(metastreamOf(name));
		if (metastream.revision < 0) this.#write(metastream, [metadataEvent(readableByAll)]);
	}

	/** Soft delete: hides every event by the stream's metadata; writing to the stream again goes on with its numbers. */
	delete(name: string, expected: ExpectedRevision): WriteResult {
		const stream = this.#streams.find(name);
		const verdict = this.#judge(stream, expected, [uuidBytes(randomUUID())]);
		if (verdict.verdict !== 'write') return refused(verdict, stream);
		const metastream = this.#streams.find(metastreamOf(name));
		if (stream.revision < 0 && metastream.revision < 0) return { result: 'wrong_expected_version', current: -1 };
		const written = this.#write(metastream, [metadataEvent(softDeleteMetadata)]);
		return { result: 'success', revision: stream.revision, position: written.position };
	}

	/** Tombstone: the stream can never be written to or read again. */
	tombstone(name: string, expected: ExpectedRevision): WriteResult {
		const stream = this.#streams.find(name);
		const verdict = this.#judge(stream, expected, [uuidBytes(randomUUID())]);
		if (verdict.verdict !== 'write') return refused(verdict, stream);
		const id = this.#streams.idOf(stream);
		const empty = new Uint8Array();
		const event = { type: eventType.streamDeleted, isJson: false, data: empty, metadata: empty };
		const position = this.#events.insert(id, null, { ...event, id: uuidBytes(randomUUID()) }, Date.now());
		this.#streams.setTombstoned(id);
		this.#touched(name);
		return { result: 'success', revision: stream.revision, position };
	}

	#judge(stream: StreamState, expected: ExpectedRevision, ids: readonly Uint8Array[]): Verdict {
		const needsMetadata = expected === 'stream_exists' && stream.revision < 0;
		const metadataRevision = needsMetadata ? this.#streams.find(metastreamOf(stream.name)).revision : -1;
		return judge(stream, metadataRevision, expected, ids, this.#events);
	}

	#write(stream: StreamState, proposed: readonly ProposedEvent[]): { revision: number; position: number } {
		const id = this.#streams.idOf(stream);
		const created = Date.now();
		let { revision } = stream;
		let position = 0;
		for (const event of proposed) {
			revision += 1;
			position = this.#events.insert(id, revision, event, created);
		}
		this.#streams.setRevision(id, revision);
		this.#touched(stream.name);
		const last = proposed.at(-1);
		if (last !== undefined && isMetastream(stream.name)) {
			const original = this.#streams.find(originalStreamOf(stream.name));
			this.#streams.setLimits(this.#streams.idOf(original), parseLimits(last.data, last.isJson));
		}
		return { revision, position };
	}

	/** Mends `$tb` of a soft-deleted stream that is written to, or whose metadata is. */
	#undelete(stream: StreamState, truncateBefore: number): void {
		const metastream = this.#streams.find(metastreamOf(stream.name));
		if (metastream.id === undefined) return;
		const current = this.#events.findByRevision(metastream.id, metastream.name, metastream.revision);
		const metadata = current && undeletedMetadata(current.data, truncateBefore);
		if (metadata !== undefined) this.#write(metastream, [metadataEvent(metadata)]);
	}
}

function refused(verdict: Verdict, stream: StreamState): WriteResult {
	if (verdict.verdict === 'stream_deleted') return { result: 'stream_deleted' };
	return { result: 'wrong_expected_version', current: stream.revision };
}

/** Metadata of the streams that projections write. */
const readableByAll = Buffer.from('{"$acl":{"$r":"$all","$mr":"$all"}}');

function metadataEvent(data: Uint8Array): ProposedEvent {
	return { id: uuidBytes(randomUUID()), type: eventType.metadata, isJson: true, data, metadata: new Uint8Array() };
}
