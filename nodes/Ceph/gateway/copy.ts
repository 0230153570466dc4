import {
	CopyObjectCommand,
	type CopyObjectCommandInput,
	GetObjectTaggingCommand,
	HeadObjectCommand,
	type HeadObjectCommandOutput,
	type S3Client,
	S3ServiceException,
	UploadPartCopyCommand,
} from '@aws-sdk/client-s3';

import { forEachAtOnce } from './at-once.ts';
import { unquoted } from './entity-tag.ts';
import { multipart, type MultipartCall } from './multipart.ts';
import { copySource, readCopySource } from './object-key.ts';
import { planCopy, rangesOf } from './part-plan.ts';
import { named, settle } from './settle.ts';
import { toTagging } from './tags.ts';
import type { Stored } from './verify.ts';

export type CopyRequest = CopyObjectCommandInput & { Bucket: string; Key: string; CopySource: string };

/** Copies an object with its metadata and tags inside the cluster; in parts when the gateway finds it too large for one piece (5 GiB). */
export async function copy(call: MultipartCall, request: CopyRequest): Promise<Stored> {
	const { client, signal } = call;
	try {
		const { CopyObjectResult, VersionId } = await client.send(new CopyObjectCommand(request), { abortSignal: signal });
		const stored = await named(client, request, { etag: unquoted(CopyObjectResult?.ETag ?? ''), versionId: VersionId });
		await settle(client, request, stored);
		return stored;
	} catch (thrown) {
		if (!(thrown instanceof S3ServiceException) || thrown.name !== 'EntityTooLarge') throw thrown;
		return await copyInParts(call, request);
	}
}

async function copyInParts(call: MultipartCall, request: CopyRequest): Promise<Stored> {
	const { client, signal } = call;
	const { CopySource, CopySourceIfMatch: _whole, MetadataDirective, TaggingDirective, Tagging, ...own } = request;
	const { bucket, key, versionId } = readCopySource(CopySource);
	const source = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId }), { abortSignal: signal });
	const { ContentLength: size = 0, ETag, VersionId = versionId } = source;
	const { partBytes, parallel } = planCopy(size);
	// The version that was looked at, and not what may take its place meanwhile.
	const from = { CopySource: copySource(bucket, key, VersionId), CopySourceIfMatch: ETag };
	const params = {
		...(MetadataDirective !== 'REPLACE' && headersOf(source)),
		...own,
		Tagging: TaggingDirective === 'REPLACE' ? Tagging : await tagsOf(client, bucket, key, VersionId),
	};
	return await multipart(call, params, async (open) => {
		const etags: string[] = [];
		await forEachAtOnce(rangesOf(size, partBytes), parallel, async ({ number, first, last }) => {
			const part = new UploadPartCopyCommand({ ...open, ...from, PartNumber: number, CopySourceRange: `bytes=${first}-${last}` });
			const { CopyPartResult } = await client.send(part, { abortSignal: signal });
			etags[number - 1] = CopyPartResult?.ETag ?? '';
		});
		return etags;
	});
}

/** What a copy takes over from its source, as parameters for one that is told all. */
export function headersOf({ CacheControl, ContentDisposition, ContentEncoding, ContentLanguage, ContentType, ExpiresString, Metadata }: HeadObjectCommandOutput) {
	const expires = ExpiresString === undefined ? undefined : new Date(ExpiresString);
	return { CacheControl, ContentDisposition, ContentEncoding, ContentLanguage, ContentType, Metadata, Expires: expires && Number.isFinite(expires.getTime()) ? expires : undefined };
}

async function tagsOf(client: S3Client, Bucket: string, Key: string, VersionId: string | undefined): Promise<string | undefined> {
	const { TagSet } = await client.send(new GetObjectTaggingCommand({ Bucket, Key, VersionId }));
	return toTagging(TagSet);
}
