/** Fields of protocol buffers (https://protobuf.dev/programming-guides/encoding/): what follows a field's number. */
const wireType = { varint: 0, lengthDelimited: 2 } as const;

const two32 = 2 ** 32;

/** The tag of a field whose value is a number. Fields below 16 have tags of one byte. */
export const numberField = (field: number): number => (field << 3) | wireType.varint;

/** The tag of a field whose value is bytes, a text or another message. */
export const bytesField = (field: number): number => (field << 3) | wireType.lengthDelimited;

/** Bytes that a number takes: from 0 to the largest that JavaScript holds exactly. */
export function varintLength(value: number): number {
	let length = 1;
	for (let rest = value; rest >= 0x80; rest /= 0x80) length += 1;
	return length;
}

/** Bytes that a number of 64 bits takes, by its halves, both unsigned. */
export function varint64Length(high: number, low: number): number {
	return high === 0 ? varintLength(low) : Math.ceil((64 - Math.clz32(high)) / 7);
}

/** Bytes that a field of bytes takes, with its tag and length. */
export function bytesFieldLength(length: number): number {
	return 1 + varintLength(length) + length;
}

/** Writes a protocol buffers message whose length is known before: into its place at once, where the vendor's stubs copy from list to list. */
export class WireWriter {
	readonly bytes: Buffer;
	#at = 0;

	constructor(length: number) {
		this.bytes = Buffer.allocUnsafe(length);
	}

	byte(value: number): void {
		this.bytes[this.#at] = value;
		this.#at += 1;
	}

	/** A whole number from 0 to the largest that JavaScript holds exactly. */
	varint(value: number): void {
		if (value < 0x80) this.byte(value);
		else this.varint64(Math.floor(value / two32), value % two32);
	}

	/** A number of 64 bits by its halves, both unsigned. */
	varint64(high: number, low: number): void {
		let [upper, lower] = [high, low >>> 0];
		while (upper > 0 || lower >= 0x80) {
			this.byte((lower & 0x7f) | 0x80);
			lower = ((lower >>> 7) | ((upper & 0x7f) << 25)) >>> 0;
			upper >>>= 7;
		}
		this.byte(lower);
	}

	/** Bytes as they are. */
	raw(value: Uint8Array): void {
		this.bytes.set(value, this.#at);
		this.#at += value.length;
	}

	/** A field of bytes. */
	field(tag: number, value: Uint8Array): void {
		this.byte(tag);
		this.varint(value.length);
		this.raw(value);
	}

	/** A field of a text in ASCII. */
	asciiField(tag: number, text: string): void {
		this.byte(tag);
		this.varint(text.length);
		this.bytes.write(text, this.#at, 'latin1');
		this.#at += text.length;
	}
}
