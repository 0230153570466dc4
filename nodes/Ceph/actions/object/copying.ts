import { GetObjectTaggingCommand, HeadObjectCommand } from '@aws-sdk/client-s3';

import type { Fields, FieldValues } from '../../../shared/field.ts';
import { bucketField, keyField } from '../../fields.ts';
import { headersOf } from '../../gateway/copy.ts';
import type { Gateway } from '../../gateway/gateway.ts';
import { copySource } from '../../gateway/object-key.ts';
import { type TagRow, toTagging, toTagSet } from '../../gateway/tags.ts';
import { storage, versionId } from './fields.ts';
import { storageParams } from './headers.ts';

/** From where to where. */
export const copyFields = {
	sourceBucket: { ...bucketField, displayName: 'Source Bucket', description: 'The bucket to copy from' },
	sourceKey: { ...keyField, displayName: 'Source Key', description: 'Full name of the object to copy' },
	bucket: { ...bucketField, displayName: 'Destination Bucket', description: 'The bucket to copy to' },
	key: { ...keyField, displayName: 'Destination Key', description: 'Full name of the copy' },
} as const satisfies Fields;

/** What the copy has of its own; all else is as the source has it. */
export const copyOptions = {
	...storage,
	cacheControl: { ...storage.cacheControl, description: "What caches between the gateway and the readers may do; the source's when not given" },
	contentDisposition: { ...storage.contentDisposition, description: "How browsers present the copy; the source's when not given" },
	contentEncoding: { ...storage.contentEncoding, description: "How the bytes are encoded on top of their type; the source's when not given" },
	contentType: { ...storage.contentType, description: "Media type that the copy is given to readers with; the source's when not given" },
	expires: { ...storage.expires, description: "When caches must ask again; the source's when not given" },
	metadata: { ...storage.metadata, description: "What is kept with the copy for its readers; the source's when not given" },
	sourceVersionId: { ...versionId, displayName: 'Source Version ID', description: 'The version to copy; the latest when not given' },
	tags: { ...storage.tags, description: "Tags of the copy; the source's when not given" },
} as const satisfies Fields;

type Values = FieldValues<typeof copyFields> & { options: Partial<FieldValues<typeof copyOptions>> };

/** Copies an object; answers what there is now and where it came from. */
export async function copyObject(gateway: Gateway, { sourceBucket, sourceKey, bucket, key, options }: Values) {
	const { sourceVersionId, tags } = options;
	const { StorageClass, ...own } = storageParams(options);
	const source = { Bucket: sourceBucket, Key: sourceKey, VersionId: sourceVersionId || undefined };
	const { etag, versionId } = await gateway.copy({
		Bucket: bucket,
		Key: key,
		CopySource: copySource(sourceBucket, sourceKey, sourceVersionId),
		StorageClass,
		...(await replaced(gateway, source, own, tags)),
	});
	return { bucket, key, sourceBucket, sourceKey, sourceVersionId: source.VersionId, etag, versionId };
}

type Own = Omit<ReturnType<typeof storageParams>, 'StorageClass'>;

/** S3 lets a copy have all of its source's headers and tags or none: those that are not replaced are put in again. */
async function replaced(gateway: Gateway, source: { Bucket: string; Key: string; VersionId?: string }, own: Own, tags?: readonly TagRow[]) {
	if (tags === undefined && Object.values(own).every((value) => value === undefined)) return {};
	const tagSet = tags && toTagSet(tags);
	const found = await gateway.send(new HeadObjectCommand(source));
	return {
		...headersOf(found),
		...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)),
		Tagging: toTagging(tagSet ?? (await gateway.send(new GetObjectTaggingCommand(source))).TagSet),
		MetadataDirective: 'REPLACE' as const,
		TaggingDirective: 'REPLACE' as const,
		CopySourceIfMatch: found.ETag,
	};
}
