import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import fc from 'fast-check';
import { eventMessage } from '../../../../stack/eventstore/services/streams/event-message.ts';
import { toUuid } from '../../../../stack/eventstore/services/streams/identifiers.ts';
import type { EventRecord, ResolvedEvent } from '../../../../stack/eventstore/store/records.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: 0, maxLength: length });
const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 });
const number = fc.oneof(fc.nat(300), fc.maxSafeNat());

const recorded: fc.Arbitrary<EventRecord> = fc.record({
	stream: name, type: name, isJson: fc.boolean(), created: fc.maxSafeNat(), position: number,
	id: fc.oneof(fc.uint8Array({ minLength: 16, maxLength: 16 }), fc.constantFrom(new Uint8Array(16), new Uint8Array(16).fill(255))),
	revision: fc.oneof(fc.constant(null), number), data: bytes(300), metadata: bytes(20),
});

it('writes the bytes that the vendor\'s stubs write', () => {
	fc.assert(fc.property(fc.option(recorded, { nil: undefined }), fc.option(recorded, { nil: undefined }), fc.boolean(), (event, link, structured) => {
		expect(eventMessage({ event, link }, structured)).toEqual(Buffer.from(byStubs({ event, link }, structured).serializeBinary()));
	}), { numRuns: 500 });
});

it('writes an event of megabytes', () => {
	const [sample] = fc.sample(recorded, 1);
	const event = { ...sample!, data: new Uint8Array(3_000_000).fill(7) };
	expect(eventMessage({ event }, false).equals(byStubs({ event }, false).serializeBinary())).toBe(true);
});

function byStubs({ event, link }: ResolvedEvent, structured: boolean): ReadResp {
	const message = new streamsPb.ReadResp.ReadEvent();
	if (event !== undefined) message.setEvent(recordedByStubs(event, structured));
	if (link !== undefined) message.setLink(recordedByStubs(link, structured));
	const original = link ?? event;
	if (original !== undefined) message.setCommitPosition(String(original.position));
	return new streamsPb.ReadResp().setEvent(message);
}

function recordedByStubs(event: EventRecord, structured: boolean): ReadResp.ReadEvent.RecordedEvent {
	const message = new streamsPb.ReadResp.ReadEvent.RecordedEvent()
		.setId(toUuid(event.id, structured))
		.setStreamIdentifier(new sharedPb.StreamIdentifier().setStreamName(Buffer.from(event.stream)))
		.setStreamRevision(event.revision === null ? '9223372036854775807' : String(event.revision))
		.setCommitPosition(String(event.position))
		.setPreparePosition(String(event.position))
		.setData(event.data)
		.setCustomMetadata(event.metadata);
	message.getMetadataMap()
		.set('type', event.type)
		.set('created', String(BigInt(event.created) * 10_000n))
		.set('content-type', event.isJson ? 'application/json' : 'application/octet-stream');
	return message;
}
