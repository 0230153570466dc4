import fc from 'fast-check';

/** A field of a protobuf message as it is on the wire. */
export type Field =
	| { number: number; kind: 'varint'; value: bigint }
	| { number: number; kind: 'fixed64' | 'fixed32' | 'bytes'; value: Buffer }
	| { number: number; kind: 'group' };

const wireType = { varint: 0, fixed64: 1, bytes: 2, group: 3, fixed32: 5 } as const;

function varint(value: bigint): Buffer {
	const bytes: number[] = [];
	let left = BigInt.asUintN(64, value);
	for (; left > 127n; left >>= 7n) bytes.push(Number(left & 127n) | 128);
	return Buffer.from([...bytes, Number(left)]);
}

export function encode(fields: readonly Field[]): Buffer {
	return Buffer.concat(fields.map((field) => {
		const tag = varint(BigInt(field.number * 8 + wireType[field.kind]));
		switch (field.kind) {
			case 'varint': return Buffer.concat([tag, varint(field.value)]);
			case 'bytes': return Buffer.concat([tag, varint(BigInt(field.value.length)), field.value]);
			case 'group': return tag;
			default: return Buffer.concat([tag, field.value]);
		}
	}));
}

/** The fields of a message that was well formed; undefined for bytes that are none. */
export function decode(bytes: Buffer): Field[] | undefined {
	const fields: Field[] = [];
	let at = 0;
	const number = () => {
		let value = 0n;
		for (let shift = 0n; at < bytes.length && shift < 70n; shift += 7n) {
			const byte = bytes[at++]!;
			value |= BigInt(byte & 127) << shift;
			if (byte < 128) return value;
		}
		return undefined;
	};
	while (at < bytes.length) {
		const tag = number();
		if (tag === undefined || tag < 8n || tag > 0xffff_ffffn) return undefined;
		const field = Number(tag >> 3n);
		const type = Number(tag & 7n);
		if (type === wireType.varint) {
			const value = number();
			if (value === undefined) return undefined;
			fields.push({ number: field, kind: 'varint', value });
			continue;
		}
		const length = type === wireType.bytes ? number() : type === wireType.fixed64 ? 8n : type === wireType.fixed32 ? 4n : undefined;
		if (length === undefined || at + Number(length) > bytes.length) return undefined;
		const kind = type === wireType.bytes ? 'bytes' : type === wireType.fixed64 ? 'fixed64' : 'fixed32';
		fields.push({ number: field, kind, value: bytes.subarray(at, at + Number(length)) });
		at += Number(length);
	}
	return fields;
}

const oddText = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 30 }),
	fc.constantFrom(
		'', '\0', '\u0001\n\r\t\u007f', '$', '$$', '$all', '$$$all', '$settings', '::', '/', '..', '__proto__', 'constructor', 'é日🙂\ud800', 'a'.repeat(70_000),
		'x'.repeat(1_500_000), '9223372036854775807@s', '00000000-0000-0000-0000-000000000000', 'not-a-uuid', '(a+)+$', '[', '{"a":', 'application/json',
		'application/octet-stream', '-1', '1e400', 'NaN', '[object Object]', '*', '%', '?a=b', '\u202e',
	),
);
const odd = fc.oneof(oddText.map((text) => Buffer.from(text)), fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)));
const oddNumber = fc.oneof(
	fc.constantFrom(0n, 1n, 2n, 100n, -1n, -2n, 2n ** 31n - 1n, 2n ** 31n, 2n ** 32n, 2n ** 53n, 2n ** 63n - 1n, 2n ** 63n, 2n ** 64n - 1n),
	fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
);
const fieldNumber = fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 1, max: 16 }) }, fc.constantFrom(17, 200, 15_000, 2 ** 28));

const { message } = fc.letrec<{ field: Field; message: Field[] }>((tie) => ({
	field: fc.oneof(
		{ depthSize: 'small', withCrossShrink: true },
		fc.record({ number: fieldNumber, kind: fc.constant('varint' as const), value: oddNumber }),
		fc.record({ number: fieldNumber, kind: fc.constant('bytes' as const), value: odd }),
		fc.record({ number: fieldNumber, kind: fc.constant('bytes' as const), value: tie('message').map(encode) }),
		fc.record({ number: fieldNumber, kind: fc.constant('fixed64' as const), value: fc.uint8Array({ minLength: 8, maxLength: 8 }).map((bytes) => Buffer.from(bytes)) }),
		fc.record({ number: fieldNumber, kind: fc.constant('fixed32' as const), value: fc.uint8Array({ minLength: 4, maxLength: 4 }).map((bytes) => Buffer.from(bytes)) }),
		fc.record({ number: fieldNumber, kind: fc.constant('group' as const) }),
	),
	message: fc.array(tie('field'), { maxLength: 5 }),
}));

/** A message of any fields. */
export const anyMessage: fc.Arbitrary<Buffer> = message.map(encode);

/** A change of one field, somewhere in the tree of a message: `path` chooses where, modulo what is there. */
interface Change {
	path: number[];
	what: 'drop' | 'double' | 'number' | 'bytes' | 'message' | 'renumber' | 'add';
	value: bigint;
	bytes: Buffer;
	fields: Field[];
	number: number;
}

const change: fc.Arbitrary<Change> = fc.record({
	path: fc.array(fc.nat({ max: 7 }), { minLength: 1, maxLength: 5 }),
	what: fc.constantFrom<Change['what']>('drop', 'double', 'number', 'bytes', 'message', 'renumber', 'add'),
	value: oddNumber,
	bytes: odd,
	fields: message,
	number: fieldNumber,
});

function changed(fields: Field[], { path, ...how }: Change): Field[] {
	const [first = 0, ...rest] = path;
	const at = fields.length === 0 ? 0 : first % fields.length;
	const field = fields[at];
	if (field === undefined || how.what === 'add') return [...fields, ...how.fields];
	const inner = rest.length > 0 && field.kind === 'bytes' ? decode(field.value) : undefined;
	const put = (...instead: Field[]) => [...fields.slice(0, at), ...instead, ...fields.slice(at + 1)];
	if (inner !== undefined && inner.length > 0) return put({ ...field, kind: 'bytes', value: encode(changed(inner, { path: rest, ...how })) });
	switch (how.what) {
		case 'drop': return put();
		case 'double': return put(field, field);
		case 'number': return put({ number: field.number, kind: 'varint', value: how.value });
		case 'bytes': return put({ number: field.number, kind: 'bytes', value: how.bytes });
		case 'message': return put({ number: field.number, kind: 'bytes', value: encode(how.fields) });
		case 'renumber': return put({ ...field, number: how.number });
	}
}

/** A good message with some of its fields left out, doubled, made another type, or otherwise spoilt, or its bytes cut. */
export function spoilt(good: Buffer): fc.Arbitrary<Buffer> {
	return fc.tuple(fc.array(change, { maxLength: 4 }), fc.oneof({ weight: 9, arbitrary: fc.constant(1) }, fc.double({ min: 0, max: 1, noNaN: true })))
		.map(([changes, share]) => {
			const bytes = encode(changes.reduce(changed, decode(good) ?? []));
			return bytes.subarray(0, Math.ceil(bytes.length * share));
		});
}
