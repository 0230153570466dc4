import type { HeadObjectCommandOutput } from '@aws-sdk/client-s3';

import { unquoted } from '../../gateway/entity-tag.ts';
import { fromHeaders } from '../../gateway/metadata.ts';

type Described = Pick<
	HeadObjectCommandOutput,
	| 'CacheControl'
	| 'ContentDisposition'
	| 'ContentEncoding'
	| 'ContentLength'
	| 'ContentType'
	| 'ETag'
	| 'ExpiresString'
	| 'LastModified'
	| 'Metadata'
	| 'ObjectLockLegalHoldStatus'
	| 'ObjectLockMode'
	| 'ObjectLockRetainUntilDate'
	| 'StorageClass'
	| 'TagCount'
	| 'VersionId'
>;

/** What the gateway says of an object, in the words of this node. */
export function stat(bucket: string, key: string, object: Described) {
	return {
		bucket,
		key,
		size: object.ContentLength ?? 0,
		contentType: object.ContentType,
		contentDisposition: object.ContentDisposition,
		contentEncoding: object.ContentEncoding,
		cacheControl: object.CacheControl,
		expires: object.ExpiresString,
		etag: unquoted(object.ETag ?? ''),
		lastModified: object.LastModified?.toISOString(),
		// S3 names it only when it is another one.
		storageClass: object.StorageClass ?? 'STANDARD',
		versionId: object.VersionId,
		retentionMode: object.ObjectLockMode,
		retainUntil: object.ObjectLockRetainUntilDate?.toISOString(),
		legalHold: object.ObjectLockLegalHoldStatus === undefined ? undefined : object.ObjectLockLegalHoldStatus === 'ON',
		tagCount: object.TagCount,
		metadata: fromHeaders(object.Metadata),
	};
}
