import type { EventRecord, ResolvedEvent } from '../../store/records.ts';
import { uuidText } from '../../store/uuid.ts';
import { bytesField, bytesFieldLength, numberField, varint64Length, varintLength, WireWriter } from './wire-writer.ts';

/** The fields of the contract (streams.proto, shared.proto) by their tags. */
const tags = {
	response: { event: bytesField(1) },
	readEvent: { event: bytesField(1), link: bytesField(2), commitPosition: numberField(3) },
	recorded: {
		id: bytesField(1), stream: bytesField(2), revision: numberField(3), preparePosition: numberField(4),
		commitPosition: numberField(5), systemMetadata: bytesField(6), metadata: bytesField(7), data: bytesField(8),
	},
	uuid: { structured: bytesField(1), text: bytesField(2) },
	structured: { mostSignificant: numberField(1), leastSignificant: numberField(2) },
	streamIdentifier: { name: bytesField(3) },
	entry: { key: bytesField(1), value: bytesField(2) },
} as const;

/** Entries of the system metadata but their values, which follow. */
const keys = { contentType: keyOf('content-type'), created: keyOf('created'), type: keyOf('type') };
const contentTypes = { json: Buffer.from('application/json'), other: Buffer.from('application/octet-stream') };

const uuidTextLength = 36;

/**
 * A response with an event, as it goes over the wire: the bytes that the vendor's stubs would make of it, at a fraction of
 * their time. Reads consist of these.
 *
 * @param structured whether the client asked for event ids in two halves instead of text
 */
export function eventMessage({ event, link }: ResolvedEvent, structured: boolean): Buffer {
	const target = event && new Recorded(event, structured);
	const own = link && new Recorded(link, structured);
	const { position } = link ?? event ?? { position: undefined };
	const length = (target === undefined ? 0 : bytesFieldLength(target.length))
		+ (own === undefined ? 0 : bytesFieldLength(own.length))
		+ (position === undefined ? 0 : 1 + varintLength(position));
	const writer = new WireWriter(bytesFieldLength(length));
	writer.byte(tags.response.event);
	writer.varint(length);
	target?.write(writer, tags.readEvent.event);
	own?.write(writer, tags.readEvent.link);
	if (position !== undefined) {
		writer.byte(tags.readEvent.commitPosition);
		writer.varint(position);
	}
	return writer.bytes;
}

/** A recorded event as a message. */
class Recorded {
	/** Bytes of the message. */
	readonly length: number;
	readonly #event: EventRecord;
	readonly #structured: boolean;
	readonly #idLength: number;
	readonly #stream: Buffer;
	readonly #type: Buffer;
	readonly #created: string;
	readonly #contentType: Buffer;

	constructor(event: EventRecord, structured: boolean) {
		this.#event = event;
		this.#structured = structured;
		this.#idLength = structured ? bytesFieldLength(structuredLength(event.id)) : bytesFieldLength(uuidTextLength);
		this.#stream = names.bytesOf(event.stream);
		this.#type = names.bytesOf(event.type);
		// .NET ticks, counted from 1970: units of 100 ns, of which no number of JavaScript holds so many.
		this.#created = event.created === 0 ? '0' : `${event.created}0000`;
		this.#contentType = event.isJson ? contentTypes.json : contentTypes.other;
		const { metadata, data, position } = event;
		this.length = bytesFieldLength(this.#idLength)
			+ bytesFieldLength(bytesFieldLength(this.#stream.length))
			+ this.#revisionLength()
			+ 2 * numberFieldLength(position)
			+ bytesFieldLength(entryLength(keys.contentType, this.#contentType.length))
			+ bytesFieldLength(entryLength(keys.created, this.#created.length))
			+ bytesFieldLength(entryLength(keys.type, this.#type.length))
			+ (metadata.length === 0 ? 0 : bytesFieldLength(metadata.length))
			+ (data.length === 0 ? 0 : bytesFieldLength(data.length));
	}

	write(writer: WireWriter, tag: number): void {
		const { recorded } = tags;
		const { metadata, data, position } = this.#event;
		writer.byte(tag);
		writer.varint(this.length);
		this.#writeId(writer);
		writer.byte(recorded.stream);
		writer.varint(bytesFieldLength(this.#stream.length));
		writer.field(tags.streamIdentifier.name, this.#stream);
		this.#writeRevision(writer);
		writeNumber(writer, recorded.preparePosition, position);
		writeNumber(writer, recorded.commitPosition, position);
		beginEntry(writer, keys.contentType, this.#contentType.length);
		writer.field(tags.entry.value, this.#contentType);
		beginEntry(writer, keys.created, this.#created.length);
		writer.asciiField(tags.entry.value, this.#created);
		beginEntry(writer, keys.type, this.#type.length);
		writer.field(tags.entry.value, this.#type);
		if (metadata.length > 0) writer.field(recorded.metadata, metadata);
		if (data.length > 0) writer.field(recorded.data, data);
	}

	#writeId(writer: WireWriter): void {
		const { id } = this.#event;
		writer.byte(tags.recorded.id);
		writer.varint(this.#idLength);
		if (!this.#structured) {
			writer.asciiField(tags.uuid.text, uuidText(id));
			return;
		}
		const [most, least] = halves(id);
		writer.byte(tags.uuid.structured);
		writer.varint(structuredLength(id));
		writeNumber64(writer, tags.structured.mostSignificant, most);
		writeNumber64(writer, tags.structured.leastSignificant, least);
	}

	/** A tombstone's is the largest 64-bit integer. */
	#writeRevision(writer: WireWriter): void {
		const { revision } = this.#event;
		if (revision === null) writeNumber64(writer, tags.recorded.revision, tombstoneRevision);
		else writeNumber(writer, tags.recorded.revision, revision);
	}

	#revisionLength(): number {
		const { revision } = this.#event;
		return revision === null ? number64FieldLength(tombstoneRevision) : numberFieldLength(revision);
	}
}

/** A number of 64 bits: its upper and its lower half, both unsigned. */
type Halves = readonly [high: number, low: number];

const tombstoneRevision: Halves = [0x7fff_ffff, 0xffff_ffff];

function halves(id: Uint8Array): [Halves, Halves] {
	const view = new DataView(id.buffer, id.byteOffset, id.byteLength);
	return [[view.getUint32(0), view.getUint32(4)], [view.getUint32(8), view.getUint32(12)]];
}

function structuredLength(id: Uint8Array): number {
	const [most, least] = halves(id);
	return number64FieldLength(most) + number64FieldLength(least);
}

/** Zero is what a field has that is not there. */
function numberFieldLength(value: number): number {
	return value === 0 ? 0 : 1 + varintLength(value);
}

function number64FieldLength([high, low]: Halves): number {
	return high === 0 && low === 0 ? 0 : 1 + varint64Length(high, low);
}

function writeNumber(writer: WireWriter, tag: number, value: number): void {
	if (value === 0) return;
	writer.byte(tag);
	writer.varint(value);
}

function writeNumber64(writer: WireWriter, tag: number, [high, low]: Halves): void {
	if (high === 0 && low === 0) return;
	writer.byte(tag);
	writer.varint64(high, low);
}

function keyOf(text: string): Buffer {
	return Buffer.from([tags.entry.key, text.length, ...Buffer.from(text)]);
}

function entryLength(key: Buffer, valueLength: number): number {
	return key.length + bytesFieldLength(valueLength);
}

function beginEntry(writer: WireWriter, key: Buffer, valueLength: number): void {
	writer.byte(tags.recorded.systemMetadata);
	writer.varint(entryLength(key, valueLength));
	writer.raw(key);
}

/** Names of streams and types as bytes; a read meets the same ones again and again. */
const names = {
	most: 1_000,
	known: new Map<string, Buffer>(),
	bytesOf(name: string): Buffer {
		const known = this.known.get(name);
		if (known !== undefined) return known;
		if (this.known.size >= this.most) this.known.clear();
		const bytes = Buffer.from(name);
		this.known.set(name, bytes);
		return bytes;
	},
};
