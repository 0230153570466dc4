import { addAbortSignal, type Readable } from 'node:stream';

import { PutObjectCommand, type PutObjectCommandInput, UploadPartCommand } from '@aws-sdk/client-s3';
import pLimit from 'p-limit';

import { forEachAtOnce } from './at-once.ts';
import { cut, type Part } from './cut.ts';
import { md5, unquoted } from './entity-tag.ts';
import { multipart, type MultipartCall } from './multipart.ts';
import { isLarge, type PartPlan, planParts } from './part-plan.ts';
import { type Stored, verifyObject, verifyTag } from './verify.ts';

export interface UploadRequest extends Omit<PutObjectCommandInput, 'Body' | 'ContentLength' | 'ContentMD5'> {
	Bucket: string;
	Key: string;
	Body: Readable;
	/** Bytes in the body, where known. */
	size: number | undefined;
	/** Bytes of a part, when the user chose. */
	partSize?: number;
}

/** Large uploads at once, over all executions: the memory for parts is then bounded, whatever the number of items. */
const large = pLimit(2);

/**
 * Stores a stream as an object, in parts when it is large. An object that exists stays as it is until the new one is
 * complete; when anything fails, the parts that were sent are removed.
 *
 * The gateway compares each body with its MD5 and takes no other bytes than were sent; the entity tag of the object
 * says the same of the whole.
 */
export async function upload(call: MultipartCall, { size, partSize, Body, ...params }: UploadRequest): Promise<Stored> {
	const { signal } = call;
	try {
		const plan = planParts(size, partSize);
		const send = async () => {
			signal?.throwIfAborted();
			const parts = cut(signal ? addAbortSignal(signal, Body) : Body, plan.partBytes);
			const { value } = await parts.next();
			if (!value) throw new Error('A stream has at least one part');
			if (value.last) return await putWhole(call, params, value.bytes);
			return await putParts(call, params, resumed([value], parts), plan);
		};
		return await (isLarge(size) ? large(send) : send());
	} finally {
		Body.destroy();
	}
}

type Params = Omit<PutObjectCommandInput, 'Body'> & { Bucket: string; Key: string };

async function putWhole({ client, signal }: MultipartCall, params: Params, bytes: Uint8Array): Promise<Stored> {
	const digest = md5(bytes);
	const command = new PutObjectCommand({ ...params, Body: bytes, ContentMD5: digest.toString('base64') });
	const { ETag = '', VersionId, ServerSideEncryption } = await client.send(command, { abortSignal: signal });
	const expected = ServerSideEncryption === undefined ? digest.toString('hex') : undefined;
	return await verifyObject(client, params, { etag: unquoted(ETag), versionId: VersionId }, expected);
}

async function putParts(call: MultipartCall, params: Params, parts: AsyncIterable<Part>, { parallel }: PartPlan): Promise<Stored> {
	const { IfNoneMatch, ...object } = params;
	const { client, signal } = call;
	return await multipart({ ...call, ifAbsent: IfNoneMatch !== undefined }, object, async (open) => {
		const etags: string[] = [];
		await forEachAtOnce(parts, parallel, async ({ number, bytes, release }) => {
			const digest = md5(bytes);
			const command = new UploadPartCommand({ ...open, PartNumber: number, Body: bytes, ContentMD5: digest.toString('base64') });
			const { ETag = '', ServerSideEncryption } = await client.send(command, { abortSignal: signal });
			if (ServerSideEncryption === undefined) verifyTag(ETag, digest.toString('hex'));
			etags[number - 1] = ETag;
			release();
		});
		return etags;
	});
}

/** Goes on with a sequence of which the first entries were taken; gives them away, so that they take no memory for long. */
async function* resumed<T>(taken: T[], rest: AsyncIterable<T>): AsyncGenerator<T> {
	for (let entry = taken.shift(); entry !== undefined; entry = taken.shift()) yield entry;
	yield* rest;
}
