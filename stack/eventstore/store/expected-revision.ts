import type { EventTable } from './event-table.ts';
import type { ExpectedRevision } from './records.ts';
import type { StreamState } from './stream-table.ts';

/** What the rules of expected revision and idempotency say about a write. */
export type Verdict =
	| { verdict: 'write' }
	/** All of it is there already: the original result stands. */
	| { verdict: 'written_before'; revision: number; position: number }
	| { verdict: 'wrong_expected_version' }
	| { verdict: 'stream_deleted' };

const write: Verdict = { verdict: 'write' };
const wrong: Verdict = { verdict: 'wrong_expected_version' };
const deleted: Verdict = { verdict: 'stream_deleted' };

/**
 * Judges a write to a stream as KurrentDB 25 does when it checks a commit.
 *
 * A write that was made before is recognised by its event ids. Where any revision will do, the first id decides: is it
 * in this stream, all must be. Where the expected revision lies below the current one, the ids must stand right after
 * it. A partial match is a wrong expected version.
 *
 * @param metadataRevision revision of the stream's metadata stream: metadata alone makes a stream exist
 */
export function judge(
	stream: StreamState,
	metadataRevision: number,
	expected: ExpectedRevision,
	ids: readonly Uint8Array[],
	events: EventTable,
): Verdict {
	if (stream.tombstoned) return deleted;
	if (expected === 'stream_exists') {
		if (stream.softDeleted) return deleted;
		if (stream.revision < 0 && metadataRevision < 0) return wrong;
	}
	if (expected === 'any' || expected === 'stream_exists') return judgeAnywhere(stream, ids, events);

	const revision = expected === 'no_stream' ? -1 : Number(expected);
	if (revision > stream.revision) return wrong;
	if (revision === stream.revision) return write;
	const repeated = judgeAfter(revision, stream, ids, events);
	// A deleted stream is no stream to those who expect none: they start it again.
	if (repeated === wrong && expected === 'no_stream' && stream.softDeleted && ids.length > 0) return write;
	return repeated;
}

function judgeAnywhere(stream: StreamState, ids: readonly Uint8Array[], events: EventTable): Verdict {
	if (stream.id === undefined) return write;
	let last: { revision: number; position: number } | undefined;
	for (const id of ids) {
		const found = events.findById(stream.id, id);
		if (found === undefined) return last === undefined ? write : wrong;
		last = found;
	}
	return last === undefined ? write : { verdict: 'written_before', ...last };
}

function judgeAfter(revision: number, stream: StreamState, ids: readonly Uint8Array[], events: EventTable): Verdict {
	if (stream.id === undefined || ids.length === 0) return wrong;
	let last = { revision, position: 0 };
	for (const [index, id] of ids.entries()) {
		const found = events.findByRevision(stream.id, stream.name, revision + 1 + index);
		if (found === undefined || Buffer.compare(found.id, id) !== 0) return wrong;
		last = { revision: revision + 1 + index, position: found.position };
	}
	return { verdict: 'written_before', ...last };
}
