import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import type { StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb.js';
import { malformed } from '../../errors.ts';
import { metastreamPrefix } from '../../store/records.ts';
import { uuidBytes, uuidText } from '../../store/uuid.ts';

/** @throws ServiceError when the stream has no name */
export function streamName(identifier: StreamIdentifier | undefined): string {
	const name = Buffer.from(identifier?.getStreamName_asU8() ?? []).toString();
	if (name === '' || name === metastreamPrefix) throw malformed('A call needs the name of a stream.');
	return name;
}

export function streamIdentifier(name: string): StreamIdentifier {
	return new sharedPb.StreamIdentifier().setStreamName(Buffer.from(name));
}

/**
 * The bytes of a UUID that comes as text or as two 64-bit halves.
 *
 * @throws ServiceError when there is none, or it is all zeros
 */
export function fromUuid(uuid: UUID | undefined): Uint8Array {
	const bytes = uuid === undefined ? Buffer.alloc(16) : bytesOf(uuid);
	if (bytes.every((byte) => byte === 0)) throw malformed('An event needs an id that is not empty.');
	return bytes;
}

export function toUuid(bytes: Uint8Array, structured: boolean): UUID {
	const uuid = new sharedPb.UUID();
	if (!structured) return uuid.setString(uuidText(bytes));
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	return uuid.setStructured(
		new sharedPb.UUID.Structured()
			.setMostSignificantBits(view.getBigInt64(0).toString())
			.setLeastSignificantBits(view.getBigInt64(8).toString()),
	);
}

function bytesOf(uuid: UUID): Uint8Array {
	const structured = uuid.getStructured();
	if (structured !== undefined) {
		const bytes = new DataView(new ArrayBuffer(16));
		bytes.setBigInt64(0, BigInt(structured.getMostSignificantBits()));
		bytes.setBigInt64(8, BigInt(structured.getLeastSignificantBits()));
		return new Uint8Array(bytes.buffer);
	}
	try {
		return uuidBytes(uuid.getString());
	} catch {
		throw malformed('An event id must be a UUID.');
	}
}
