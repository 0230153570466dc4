const canonical = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

/**
 * The 16 bytes of a UUID in its textual form (RFC 9562); any version, as the database does not mind.
 *
 * @throws RangeError when the text is not a UUID
 */
export function uuidBytes(text: string): Uint8Array {
	if (!canonical.test(text)) throw new RangeError('An event id must be a UUID.');
	return Buffer.from(text.replaceAll('-', ''), 'hex');
}

/** The textual form of a UUID, in lower case. */
export function uuidText(bytes: Uint8Array): string {
	const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
