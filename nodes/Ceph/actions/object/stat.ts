import type { HeadObjectCommandOutput } from '@aws-sdk/client-s3';

import { fromHeaders } from '../../gateway/metadata.ts';
import { unquoted } from '../../gateway/upload.ts';

type Described = Pick<HeadObjectCommandOutput, 'ContentLength' | 'ContentType' | 'ETag' | 'LastModified' | 'Metadata' | 'VersionId'>;

/** What the gateway says of an object, in the words of this node. */
export function stat(bucket: string, key: string, object: Described) {
	return {
		bucket,
		key,
		size: object.ContentLength ?? 0,
		contentType: object.ContentType,
		etag: unquoted(object.ETag ?? ''),
		lastModified: object.LastModified?.toISOString(),
		versionId: object.VersionId,
		metadata: fromHeaders(object.Metadata),
	};
}
