import { HeadObjectCommand, type ObjectLockLegalHoldStatus, type ObjectLockMode, PutObjectLegalHoldCommand, PutObjectRetentionCommand, PutObjectTaggingCommand, type S3Client } from '@aws-sdk/client-s3';

import { unquoted } from './entity-tag.ts';
import { fromTagging } from './tags.ts';
import type { Stored } from './verify.ts';

/** What an object is given beside its bytes, as the parameters of an upload say it. */
export interface Settings {
	Bucket: string;
	Key: string;
	/** As a header carries tags. */
	Tagging?: string;
	ObjectLockMode?: ObjectLockMode;
	ObjectLockRetainUntilDate?: Date;
	ObjectLockLegalHoldStatus?: ObjectLockLegalHoldStatus;
}

/** Gives an object what its upload in parts or its copy has asked for, where the gateway's release does not heed it there. */
export async function settle(client: S3Client, settings: Settings, stored: Stored): Promise<void> {
	const { Bucket, Key, Tagging, ObjectLockMode: Mode, ObjectLockRetainUntilDate: RetainUntilDate, ObjectLockLegalHoldStatus: Status } = settings;
	if (Tagging === undefined && Mode === undefined && Status === undefined) return;
	const object = { Bucket, Key, VersionId: stored.versionId };
	const is = await client.send(new HeadObjectCommand(object));
	const TagSet = fromTagging(Tagging);
	if (TagSet.length > 0 && is.TagCount !== TagSet.length) await client.send(new PutObjectTaggingCommand({ ...object, Tagging: { TagSet } }));
	if (Mode !== undefined && is.ObjectLockMode !== Mode) await client.send(new PutObjectRetentionCommand({ ...object, Retention: { Mode, RetainUntilDate } }));
	if (Status !== undefined && is.ObjectLockLegalHoldStatus !== Status) await client.send(new PutObjectLegalHoldCommand({ ...object, LegalHold: { Status } }));
}

/** Finds the version of an object that came into being just now; not all answers of the gateway name it. */
export async function named(client: S3Client, object: { Bucket: string; Key: string }, stored: Stored): Promise<Stored> {
	if (stored.versionId !== undefined) return stored;
	const { ETag = '', VersionId } = await client.send(new HeadObjectCommand(object));
	// Another one may have taken its place already.
	return unquoted(ETag) === stored.etag ? { ...stored, versionId: VersionId } : stored;
}
