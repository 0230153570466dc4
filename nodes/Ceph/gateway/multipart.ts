import {
	AbortMultipartUploadCommand,
	CompleteMultipartUploadCommand,
	CreateMultipartUploadCommand,
	type CreateMultipartUploadCommandInput,
	HeadObjectCommand,
	type S3Client,
	S3ServiceException,
} from '@aws-sdk/client-s3';

import { SystemError } from '../../shared/errors.ts';
import { tagOfParts, unquoted } from './entity-tag.ts';
import { gatewayFailure } from './failure.ts';
import { throughOutage } from './outage.ts';
import { settle } from './settle.ts';
import { type Stored, verifyObject } from './verify.ts';

/** A multipart upload under way, as S3 names it. */
export interface OpenUpload {
	Bucket: string;
	Key: string;
	UploadId: string;
}

/** Where and how a multipart upload is done. */
export interface MultipartCall {
	client: S3Client;
	/** For the words of failures. */
	endpoint: string;
	signal?: AbortSignal;
	/** Refused when there is an object of this key by the time that all parts are there. */
	ifAbsent?: boolean;
}

/**
 * Makes an object of parts. When anything fails the parts that were sent are removed, if need be after waiting for the
 * gateway to come back; when that cannot be done the error names the upload.
 *
 * @param params of the object to be; its bucket and key
 * @param sendParts sends them all, and gives their entity tags in the order of the parts
 */
export async function multipart(
	call: MultipartCall,
	params: CreateMultipartUploadCommandInput & { Bucket: string; Key: string },
	sendParts: (upload: OpenUpload) => Promise<string[]>,
): Promise<Stored> {
	const { client, signal } = call;
	const { Bucket, Key } = params;
	// Not by the signal of the execution: the gateway may have begun an upload whose id is still on its way.
	const { UploadId = '' } = await client.send(new CreateMultipartUploadCommand(params));
	const upload = { Bucket, Key, UploadId };
	try {
		signal?.throwIfAborted();
		const etags = await sendParts(upload);
		const expected = tagOfParts(etags);
		const stored = await verifyObject(client, upload, await complete(call, upload, etags, expected), expected);
		await settle(client, params, stored);
		return stored;
	} catch (thrown) {
		await abort(call, upload, thrown);
		throw thrown;
	}
}

/** Puts the parts together. The gateway may be asked more than once: it knows an upload that it has completed. */
async function complete({ client, signal, ifAbsent }: MultipartCall, upload: OpenUpload, etags: readonly string[], expected: string | undefined): Promise<Stored> {
	const Parts = etags.map((ETag, index) => ({ ETag, PartNumber: index + 1 }));
	const command = () => new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts }, IfNoneMatch: ifAbsent ? '*' : undefined });
	try {
		const { ETag, VersionId } = await throughOutage(() => client.send(command(), { abortSignal: signal }), signal);
		if (ETag) return { etag: unquoted(ETag), versionId: VersionId };
		// The answer of some releases to the second of two requests.
		return await storedAs(client, upload, expected);
	} catch (thrown) {
		if (!isGone(thrown)) throw thrown;
		return await storedAs(client, upload, expected).catch(() => {
			throw thrown;
		});
	}
}

/** The object when it is the expected one: the answer that said so was lost on its way. */
async function storedAs(client: S3Client, { Bucket, Key }: OpenUpload, expected: string | undefined): Promise<Stored> {
	const { ETag = '', VersionId } = await client.send(new HeadObjectCommand({ Bucket, Key }));
	if (unquoted(ETag) !== expected) throw new SystemError({ message: 'The object is another one' });
	return { etag: unquoted(ETag), versionId: VersionId };
}

/** @throws SystemError when parts remain: why the upload failed, and which one it is */
async function abort({ client, endpoint }: MultipartCall, upload: OpenUpload, reason: unknown): Promise<void> {
	try {
		// Not by the signal of the execution: who stops it wants nothing left behind.
		await throughOutage(() => client.send(new AbortMultipartUploadCommand(upload)));
	} catch (thrown) {
		if (isGone(thrown)) return;
		const failure = gatewayFailure(reason, upload, endpoint);
		const { message, description = '', code } = failure instanceof SystemError ? failure.failure : { message: String(reason) };
		throw new SystemError(
			{
				message,
				description: `${description} The parts that were sent could not be removed: abort the upload ${upload.UploadId} of ${JSON.stringify(upload.Key)} in bucket ${JSON.stringify(upload.Bucket)}, or let the life cycle of the bucket do so.`.trim(),
				code,
			},
			reason,
		);
	}
}

/** Whether the gateway knows no such upload: it is complete, or aborted already. */
function isGone(thrown: unknown): boolean {
	return thrown instanceof S3ServiceException && thrown.name === 'NoSuchUpload';
}
