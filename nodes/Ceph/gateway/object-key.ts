/** Names the source of a server-side copy, as the header x-amz-copy-source wants it. */
export function copySource(bucket: string, key: string): string {
	return `${bucket}/${encodeURIComponent(key)}`;
}

/** The way back from {@link copySource}; bucket names have no slash. */
export function readCopySource(source: string): { bucket: string; key: string } {
	const slash = source.indexOf('/');
	return { bucket: source.slice(0, slash), key: decodeURIComponent(source.slice(slash + 1)) };
}

/**
 * A key as listings give it when asked to encode it for an URL, which they are because XML has no way to write most
 * control characters. S3 itself writes a space as a plus sign, the gateway as %20.
 */
export function decodeKey(encoded: string): string {
	return decodeURIComponent(encoded.replaceAll('+', ' '));
}

/** What comes after the last slash; `undefined` for a key that ends with one. */
export function fileNameOf(key: string): string | undefined {
	return key.slice(key.lastIndexOf('/') + 1) || undefined;
}
