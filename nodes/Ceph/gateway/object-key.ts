/** Names the source of a server-side copy, as the header x-amz-copy-source wants it. */
export function copySource(bucket: string, key: string, versionId?: string): string {
	return `${bucket}/${encodeURIComponent(key)}${versionId ? `?versionId=${encodeURIComponent(versionId)}` : ''}`;
}

/** The way back from {@link copySource}; bucket names have no slash. */
export function readCopySource(source: string): { bucket: string; key: string; versionId?: string } {
	const slash = source.indexOf('/');
	const [key = '', versionId] = source.slice(slash + 1).split('?versionId=');
	return { bucket: source.slice(0, slash), key: decodeURIComponent(key), ...(versionId !== undefined && { versionId: decodeURIComponent(versionId) }) };
}

/**
 * A key as listings give it when asked to encode it for a URL, which they are because XML has no way to write most
 * control characters. S3 itself writes a space as a plus sign, the gateway as %20.
 */
export function decodeKey(encoded: string): string {
	return decodeURIComponent(encoded.replaceAll('+', ' '));
}

/** What comes after the last slash; `undefined` for a key that ends with one. */
export function fileNameOf(key: string): string | undefined {
	return key.slice(key.lastIndexOf('/') + 1) || undefined;
}

/**
 * Whether XML 1.0 (2.2) has a way to write a key, so that it comes back as it is: most control characters have none, and
 * parsers take the space around a text for none of it.
 */
export function fitsXml(key: string): boolean {
	return !/[\0-\x1f\x7f\ufffe\uffff]/.test(key) && key.trim() === key && key.isWellFormed();
}
