import persistentPb from '@eventstore/db-client/generated/persistent_pb.js';
import type { ReadResp } from '@eventstore/db-client/generated/persistent_pb.js';
import type { Message } from '../../persistent-subscriptions/message.ts';
import { original } from '../../persistent-subscriptions/message.ts';
import type { EventRecord } from '../../store/records.ts';
import { streamIdentifier, toUuid } from '../streams/identifiers.ts';

const { ReadResp: Response } = persistentPb;

/** The revision of a tombstone: the largest 64-bit integer. */
const tombstoneRevision = '9223372036854775807';

/** Units of 100 ns in a millisecond: times are .NET ticks, counted from 1970. */
const ticksPerMillisecond = 10_000n;

/**
 * A delivery. As the vendor's server does, a resolved event tells the position of its link.
 *
 * @param structured whether the consumer asked for event ids in two halves instead of text
 */
export function delivery({ resolved, retryCount }: Message, structured: boolean): ReadResp {
	const { event, link } = resolved;
	const position = String(original(resolved).position);
	const message = new Response.ReadEvent().setCommitPosition(position).setRetryCount(retryCount);
	if (event !== undefined) message.setEvent(recorded(event, position, structured));
	if (link !== undefined) message.setLink(recorded(link, position, structured));
	return new Response().setEvent(message);
}

export function confirmation(source: string, group: string): ReadResp {
	return new Response().setSubscriptionConfirmation(
		new Response.SubscriptionConfirmation().setSubscriptionId(`${source}::${group}`));
}

function recorded(event: EventRecord, position: string, structured: boolean): ReadResp.ReadEvent.RecordedEvent {
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
