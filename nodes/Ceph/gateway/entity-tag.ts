import { createHash } from 'node:crypto';

/** The entity tag that S3 gives an object sent in one request: the MD5 of its bytes, in hex. */
export function md5(bytes: Uint8Array): Buffer {
	return createHash('md5').update(bytes).digest();
}

/** S3 puts entity tags between quotes, as HTTP wants it; workflows compare them without. */
export function unquoted(etag: string): string {
	return etag.replace(/^"|"$/g, '');
}

/**
 * The entity tag of an object that was sent in parts: the MD5 of their MD5s, and their number.
 *
 * @param etags those of the parts, in their order, quoted or not
 * @returns `undefined` when one of them is no MD5, as with some kinds of encryption
 */
export function tagOfParts(etags: readonly string[]): string | undefined {
	const digests = etags.map(unquoted);
	if (!digests.every(isMd5)) return undefined;
	return `${md5(Buffer.from(digests.join(''), 'hex')).toString('hex')}-${digests.length}`;
}

function isMd5(text: string): boolean {
	return /^[0-9a-f]{32}$/.test(text);
}
