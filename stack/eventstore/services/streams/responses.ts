import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { EventRecord, ResolvedEvent } from '../../store/records.ts';
import { streamIdentifier, toUuid } from './identifiers.ts';

const { ReadResp: Response } = streamsPb;

/** The revision of a tombstone: the largest 64-bit integer. */
const tombstoneRevision = '9223372036854775807';

/** Units of 100 ns in a millisecond: times are .NET ticks, counted from 1970. */
const ticksPerMillisecond = 10_000n;

/** @param structured whether the client asked for event ids in two halves instead of text */
export function eventResponse(resolved: ResolvedEvent, structured: boolean): ReadResp {
	const { event, link } = resolved;
	const message = new Response.ReadEvent();
	if (event !== undefined) message.setEvent(recorded(event, structured));
	if (link !== undefined) message.setLink(recorded(link, structured));
	const original = link ?? event;
	if (original !== undefined) message.setCommitPosition(String(original.position));
	return new Response().setEvent(message);
}

export function streamNotFound(stream: string): ReadResp {
	return new Response().setStreamNotFound(
		new Response.StreamNotFound().setStreamIdentifier(streamIdentifier(stream)));
}

export function confirmation(subscription: string): ReadResp {
	return new Response().setConfirmation(new Response.SubscriptionConfirmation().setSubscriptionId(subscription));
}

export function checkpoint(position: number): ReadResp {
	return new Response().setCheckpoint(
		new Response.Checkpoint().setCommitPosition(String(position)).setPreparePosition(String(position)));
}

export function caughtUp(): ReadResp {
	return new Response().setCaughtUp(new Response.CaughtUp());
}

/** Tells a client of version 21.10 to 23 where the stream begins, as the read found nothing before. */
export function firstStreamPosition(revision: number): ReadResp {
	return new Response().setFirstStreamPosition(String(revision));
}

export function lastStreamPosition(revision: number): ReadResp {
	return new Response().setLastStreamPosition(String(revision));
}

function recorded(event: EventRecord, structured: boolean): ReadResp.ReadEvent.RecordedEvent {
	const position = String(event.position);
	const message = new Response.ReadEvent.RecordedEvent()
		.setId(toUuid(event.id, structured))
		.setStreamIdentifier(streamIdentifier(event.stream))
		.setStreamRevision(event.revision === null ? tombstoneRevision : String(event.revision))
		.setCommitPosition(position)
		.setPreparePosition(position)
		.setData(event.data)
		.setCustomMetadata(event.metadata);
	message.getMetadataMap()
		.set('type', event.type)
		.set('created', String(BigInt(event.created) * ticksPerMillisecond))
		.set('content-type', event.isJson ? 'application/json' : 'application/octet-stream');
	return message;
}
