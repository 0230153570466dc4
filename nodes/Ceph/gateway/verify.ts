import { DeleteObjectCommand, type S3Client } from '@aws-sdk/client-s3';

import { SystemError } from '../../shared/errors.ts';
import { unquoted } from './entity-tag.ts';

/** The object that came into being. */
export interface Stored {
	etag: string;
	versionId: string | undefined;
}

/** @throws SystemError when the gateway gives other bytes an entity tag than those that were sent */
export function verifyTag(etag: string, expected: string): void {
	if (unquoted(etag) === expected) return;
	throw new SystemError({
		message: `The gateway got other bytes than were sent: their entity tag is ${unquoted(etag)}, not ${expected}`,
		description: 'They were removed again. Something between n8n and the gateway, or the gateway itself, damages what it carries.',
		code: 'BadDigest',
	});
}

/**
 * Compares the object that came into being with what was sent; one of other bytes is removed again.
 *
 * @param expected its entity tag; `undefined` when it cannot be known, as with some kinds of encryption
 */
export async function verifyObject(client: S3Client, { Bucket, Key }: { Bucket: string; Key: string }, stored: Stored, expected: string | undefined): Promise<Stored> {
	if (expected === undefined) return stored;
	try {
		verifyTag(stored.etag, expected);
	} catch (thrown) {
		await client.send(new DeleteObjectCommand({ Bucket, Key, VersionId: stored.versionId }));
		throw thrown;
	}
	return stored;
}
