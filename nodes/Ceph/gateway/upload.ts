import { addAbortSignal, type Readable } from 'node:stream';

import type { PutObjectCommandInput, S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import pLimit from 'p-limit';

import { isLarge, planParts } from './part-plan.ts';

export interface UploadRequest extends Omit<PutObjectCommandInput, 'Body' | 'ContentLength'> {
	Bucket: string;
	Key: string;
	Body: Readable;
	/** Bytes in the body, where known. */
	size: number | undefined;
}

export interface Uploaded {
	etag: string;
	versionId: string | undefined;
}

/** Large uploads at once, over all executions: the memory for parts is then bounded, whatever the number of items. */
const large = pLimit(2);

/**
 * Stores a stream as an object, in parts when it is large. An object that exists stays as it is until the new one is
 * complete; when anything fails, the parts that were sent are removed.
 */
export async function upload(client: S3Client, request: UploadRequest, signal?: AbortSignal): Promise<Uploaded> {
	const { size, Body, ...params } = request;
	const send = async () => {
		signal?.throwIfAborted();
		const { partBytes, parallel } = planParts(size);
		const { ETag = '', VersionId } = await new Upload({
			client,
			// Its own way to abort does not wait until the parts are removed; a source that breaks off does.
			params: { ...params, Body: signal ? addAbortSignal(signal, Body) : Body },
			partSize: partBytes,
			queueSize: parallel,
			leavePartsOnError: false,
		}).done();
		return { etag: unquoted(ETag), versionId: VersionId };
	};
	try {
		return await (isLarge(size) ? large(send) : send());
	} finally {
		Body.destroy();
	}
}

/** S3 puts entity tags between quotes, as HTTP wants it; workflows compare them without. */
export function unquoted(etag: string): string {
	return etag.replace(/^"|"$/g, '');
}
