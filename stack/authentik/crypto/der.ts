/** The few forms of DER (ITU-T X.690) that a self-signed certificate is made of. */

export function sequence(...parts: Uint8Array[]): Buffer {
	return tagged(0x30, Buffer.concat(parts));
}

export function set(...parts: Uint8Array[]): Buffer {
	return tagged(0x31, Buffer.concat(parts));
}

/** A positive integer of any length, big end first. */
export function integer(bytes: Uint8Array): Buffer {
	let start = 0;
	while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
	const magnitude = Buffer.from(bytes.subarray(start));
	// X.690 8.3: two's complement, so a leading bit of 1 would make the number negative.
	const negative = (magnitude[0] ?? 0) & 0x80;
	return tagged(0x02, negative ? Buffer.concat([Buffer.from([0]), magnitude]) : magnitude);
}

export function objectIdentifier(dotted: string): Buffer {
	const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
	const bytes = [first * 40 + second, ...rest.flatMap(base128)];
	return tagged(0x06, Buffer.from(bytes));
}

export function utf8String(text: string): Buffer {
	return tagged(0x0c, Buffer.from(text, 'utf8'));
}

export function bitString(bytes: Uint8Array): Buffer {
	return tagged(0x03, Buffer.concat([Buffer.from([0]), bytes]));
}

export function octetString(bytes: Uint8Array): Buffer {
	return tagged(0x04, bytes);
}

export function nothing(): Buffer {
	return tagged(0x05, Buffer.alloc(0));
}

/** RFC 5280 4.1.2.5: UTCTime until 2049, GeneralizedTime from 2050. */
export function time(date: Date): Buffer {
	const digits = date.toISOString().replace(/[-:T]|\.\d+/g, '');
	return date.getUTCFullYear() < 2050
		? tagged(0x17, Buffer.from(digits.slice(2), 'ascii'))
		: tagged(0x18, Buffer.from(digits, 'ascii'));
}

/** `[number]`, explicit. */
export function explicit(number: number, content: Uint8Array): Buffer {
	return tagged(0xa0 + number, content);
}

/** A value with any tag. */
export function tagged(tag: number, content: Uint8Array): Buffer {
	return Buffer.concat([Buffer.from([tag]), length(content.length), content]);
}

function length(value: number): Buffer {
	if (value < 0x80) return Buffer.from([value]);
	const bytes: number[] = [];
	for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
	return Buffer.from([0x80 + bytes.length, ...bytes]);
}

function base128(value: number): number[] {
	const digits = [value % 128];
	for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) digits.unshift((rest % 128) + 128);
	return digits;
}
