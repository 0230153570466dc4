import type { Transform, TransformCallback } from 'node:stream';

import type { RecordedEvent, ResolvedEvent } from '@eventstore/db-client';
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';

type Message = ReadResp.ReadEvent.RecordedEvent;

const messages = new WeakMap<RecordedEvent, Message>();

/**
 * Lets a read of the client remember what each of its events was made of: the client parses JSON with `JSON.parse`, which
 * rounds large numbers, and hands on no text. It is the transformation of the client's stream that sees both.
 *
 * @param reading a read or a subscription of the client, before anything came
 */
export function keepText<R extends object>(reading: R): R {
	const stream = reading as Transform;
	const transform = stream._transform.bind(stream);
	stream._transform = (response: ReadResp, encoding, next: TransformCallback) =>
		transform(response, encoding, (error, resolved?: ResolvedEvent) => {
			if (resolved !== undefined) remember(resolved, response.getEvent());
			next(error, resolved);
		});
	return reading;
}

function remember({ event, link }: ResolvedEvent, message: ReadResp.ReadEvent | undefined): void {
	const [ofEvent, ofLink] = [message?.getEvent(), message?.getLink()];
	if (event && ofEvent) messages.set(event, ofEvent);
	if (link && ofLink) messages.set(link, ofLink);
}

/** The data of an event as it was written; `undefined` of an event that came another way than {@link keepText}. */
export function dataText(event: RecordedEvent): string | undefined {
	return asText(messages.get(event)?.getData_asU8());
}

/** The metadata of an event as it was written; empty where there is none. */
export function metadataText(event: RecordedEvent): string | undefined {
	return asText(messages.get(event)?.getCustomMetadata_asU8());
}

/** How many bytes an event has as it was sent, the link that led to it included. */
export function sentBytes({ event, link }: ResolvedEvent): number {
	let bytes = 0;
	for (const recorded of [event, link]) {
		const message = recorded && messages.get(recorded);
		if (message) bytes += message.getData_asU8().length + message.getCustomMetadata_asU8().length;
	}
	return bytes;
}

function asText(bytes: Uint8Array | undefined): string | undefined {
	return bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
}
