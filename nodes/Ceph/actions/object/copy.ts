import { CopyObjectCommand } from '@aws-sdk/client-s3';

import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { bucketField, keyField } from '../../fields.ts';
import { toHeaders } from '../../gateway/metadata.ts';
import { copySource } from '../../gateway/object-key.ts';
import { unquoted } from '../../gateway/upload.ts';
import type { CephContext } from '../../transport.ts';
import { contentType, metadata } from './fields.ts';

export const copy = defineOperation<CephContext>()({
	name: 'Copy',
	action: 'Copy an object',
	description: 'Copy an object inside the cluster, in place of one with the same key; its bytes do not pass through here',
	fields: {
		sourceBucket: { ...bucketField, displayName: 'Source Bucket', description: 'The bucket to copy from' },
		sourceKey: { ...keyField, displayName: 'Source Key', description: 'Full name of the object to copy' },
		bucket: { ...bucketField, displayName: 'Destination Bucket', description: 'The bucket to copy to' },
		key: { ...keyField, displayName: 'Destination Key', description: 'Full name of the copy' },
		options: collection('Add option', {
			contentType: { ...contentType, description: "Given to the copy together with the metadata; the source's when neither is given" },
			metadata: { ...metadata, description: "Given to the copy together with the content type; the source's when neither is given" },
		}),
	},
	async run({ fields: { sourceBucket, sourceKey, bucket, key, options }, gateway }) {
		const replaces = options.contentType !== undefined || options.metadata !== undefined;
		const { CopyObjectResult, VersionId } = await gateway.send(
			new CopyObjectCommand({
				Bucket: bucket,
				Key: key,
				CopySource: copySource(sourceBucket, sourceKey),
				...(replaces && {
					MetadataDirective: 'REPLACE',
					ContentType: options.contentType || undefined,
					Metadata: toHeaders(options.metadata),
				}),
			}),
		);
		return {
			bucket,
			key,
			sourceBucket,
			sourceKey,
			etag: unquoted(CopyObjectResult?.ETag ?? ''),
			lastModified: CopyObjectResult?.LastModified?.toISOString(),
			versionId: VersionId,
		};
	},
});
