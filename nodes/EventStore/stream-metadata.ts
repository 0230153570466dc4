import { BACKWARDS, END, jsonEvent, metastreamOf, NO_STREAM } from '@eventstore/db-client';

import { digitsAsText, parseExactly } from '../shared/exact-json.ts';
import { orNone } from '../shared/or-none.ts';
import { take } from '../shared/page.ts';
import { dataText } from './json-text.ts';
import { toJsonNumber } from './revision.ts';
import type { EventStore } from './transport.ts';

/** What a stream's metadata says, under the database's own names (`$maxCount`, `$maxAge`, `$tb`, `$cacheControl`, `$acl`). */
export interface StreamMetadata {
	/** As `parseExactly` gives it; `undefined` when what stands there is no JSON object, which the database ignores. */
	metadata: Record<string, unknown> | undefined;
	/** Revision of the metadata itself; absent when none was ever set. */
	revision?: bigint;
}

/** Metadata is the last event of the stream `$$<name>`. */
export async function readMetadata(eventStore: EventStore, stream: string): Promise<StreamMetadata> {
	const last = take(eventStore.readStream(metastreamOf(stream), { direction: BACKWARDS, fromRevision: END, maxCount: 1 }), 1);
	const [resolved] = (await orNone(last, 'stream-not-found')) ?? [];
	if (resolved?.event === undefined) return { metadata: {} };
	const { event } = resolved;
	return { metadata: event.isJson ? asObject(dataText(event)) : undefined, revision: event.revision };
}

function asObject(text = ''): Record<string, unknown> | undefined {
	try {
		const parsed = parseExactly(text);
		return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? (parsed as Record<string, unknown>) : undefined;
	} catch {
		// Whoever wrote it called it JSON, which it need not be.
		return undefined;
	}
}

/** Writes metadata on top of what was read; fails with `wrong-expected-revision` when somebody else wrote in between. */
export async function writeMetadata(
	eventStore: EventStore,
	stream: string,
	metadata: Record<string, unknown>,
	read: StreamMetadata,
): Promise<void> {
	// With the type of the database's own metadata, so that it is understood as such.
	const event = jsonEvent({ type: '$metadata', data: metadata });
	await eventStore.call((connection) =>
		connection.appendToStream(metastreamOf(stream), event, { expectedRevision: read.revision ?? NO_STREAM }),
	);
}

/** Metadata as an item: large numbers are text, and named. */
export function toMetadataItem(stream: string, { metadata = {}, revision }: StreamMetadata): object {
	const { value, paths } = digitsAsText(metadata, 'metadata');
	return {
		stream,
		metadata: value,
		...(paths.length > 0 && { numbersAsText: paths }),
		...(revision !== undefined && { revision: toJsonNumber(revision) }),
	};
}
