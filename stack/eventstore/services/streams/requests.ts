import type { StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb.js';
import { malformed, requiredMetadataPropertyMissing } from '../../errors.ts';
import type { ExpectedRevision, ProposedEvent } from '../../store/records.ts';
import { fromUuid } from './identifiers.ts';

/** What the options of Append, Delete and Tombstone have in common. */
export interface RevisionOptions {
	getStreamIdentifier(): StreamIdentifier | undefined;
	hasRevision(): boolean;
	getRevision(): string;
	hasNoStream(): boolean;
	hasAny(): boolean;
	hasStreamExists(): boolean;
}

/** A proposed message; Append and BatchAppend have a class each for it. */
export interface ProposedMessage {
	getId(): UUID | undefined;
	getMetadataMap(): { get(key: string): string | undefined };
	getCustomMetadata_asU8(): Uint8Array;
	getData_asU8(): Uint8Array;
}

/** @throws ServiceError when the call names no expected revision */
export function expectedRevision(options: RevisionOptions): ExpectedRevision {
	if (options.hasRevision()) return numberedRevision(options.getRevision());
	if (options.hasNoStream()) return 'no_stream';
	if (options.hasAny()) return 'any';
	if (options.hasStreamExists()) return 'stream_exists';
	throw malformed('A write needs an expected revision: any, no stream, stream exists, or a number.');
}

/**
 * A revision of the wire, which is unsigned: as on the real server the upper half of its numbers are the negative ones by
 * which the database itself names what is expected.
 */
export function numberedRevision(text: string): ExpectedRevision {
	const revision = BigInt.asIntN(64, BigInt(text));
	switch (revision) {
		case -1n: return 'no_stream';
		case -2n: return 'any';
		case -4n: return 'stream_exists';
		default: return revision;
	}
}

/** @throws ServiceError when the event lacks its id, type or content type */
export function proposedEvent(message: ProposedMessage): ProposedEvent {
	const metadata = message.getMetadataMap();
	const type = metadata.get('type');
	const contentType = metadata.get('content-type');
	if (type === undefined) throw requiredMetadataPropertyMissing('type');
	if (contentType === undefined) throw requiredMetadataPropertyMissing('content-type');
	if (type === '') throw malformed('An event needs a type that is not empty.');
	return {
		id: fromUuid(message.getId()),
		type,
		isJson: contentType === 'application/json',
		data: message.getData_asU8(),
		metadata: message.getCustomMetadata_asU8(),
	};
}

/** What counts against the maximum append size: data, metadata, and the type in UTF-16. */
export function sizeOf(event: ProposedEvent): number {
	return event.data.length + event.metadata.length + event.type.length * 2;
}
