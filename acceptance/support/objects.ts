import type { Readable } from 'node:stream';

import { DeleteObjectCommand, GetObjectCommand, ListMultipartUploadsCommand, ListObjectsV2Command, NotFound, NoSuchKey, PutObjectCommand } from '@aws-sdk/client-s3';

import { checksumOf, type Checksum } from './checksum.ts';
import type { Systems } from './systems.ts';
import type { CimWorld } from './world.ts';

/** The bucket of the processes. */
export const BUCKET = 'documents';

type Objects = Pick<Systems, 'objects'>;

/** Uploads in parts that were begun and have not ended: each takes room, and no listing of objects shows it. */
export async function unfinishedUploads({ objects }: Objects): Promise<string[]> {
	const { Uploads = [] } = await objects.send(new ListMultipartUploadsCommand({ Bucket: BUCKET }));
	return Uploads.map(({ Key = '', UploadId = '' }) => `${Key} ${UploadId}`);
}

/** Keys that begin with a prefix. */
export async function keys({ objects }: Objects, prefix: string): Promise<string[]> {
	const { Contents = [] } = await objects.send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix: prefix }));
	return Contents.flatMap(({ Key }) => Key ?? []);
}

/** Checksum and type of an object's bytes; `undefined` when there is none. */
export async function stored({ objects }: Objects, bucket: string, key: string): Promise<(Checksum & { mediaType: string | undefined }) | undefined> {
	try {
		const { Body, ContentType } = await objects.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
		return { ...(await checksumOf(Body as Readable)), mediaType: ContentType };
	} catch (error) {
		if (error instanceof NoSuchKey || error instanceof NotFound) return undefined;
		throw error;
	}
}

export async function put({ objects }: Objects, bucket: string, key: string, bytes: Uint8Array): Promise<void> {
	await objects.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes }));
}

export async function lose({ objects }: Objects, bucket: string, key: string): Promise<void> {
	await objects.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
}

/** Removes the objects of the tenants that a scenario made. */
export async function forgetDocuments({ systems, tenants }: CimWorld): Promise<void> {
	for (const { slug } of tenants) {
		for (const key of await keys(systems, `${slug}/`)) await lose(systems, BUCKET, key);
	}
}
