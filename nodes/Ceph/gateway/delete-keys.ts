import { DeleteObjectCommand, DeleteObjectsCommand } from '@aws-sdk/client-s3';
import pLimit from 'p-limit';

import { SystemError } from '../../shared/errors.ts';
import { codeFailure } from './failure.ts';
import type { Gateway } from './gateway.ts';
import { fitsXml } from './object-key.ts';

/** An object to delete, or one of its versions. */
export interface Doomed {
	key: string;
	versionId?: string;
}

/** What became of it. */
export interface Deletion {
	bucket: string;
	key: string;
	deleted: true;
	/** Whether the deletion left a delete marker, or removed one; the marker's version is the one that is named then. */
	deleteMarker?: boolean;
	versionId?: string;
}

export interface DeleteOptions {
	/** Deletes also what a retention in governance mode keeps, if the user may. */
	bypassGovernance?: boolean;
}

/** S3 takes no more keys in one request. */
export const BATCH = 1_000;
const PARALLEL = 4;

/**
 * Deletes many objects of a bucket in few requests.
 *
 * @returns what became of each, in the given order; those that the gateway refused to delete as errors
 */
export async function deleteKeys(gateway: Gateway, bucket: string, objects: readonly Doomed[], options: DeleteOptions = {}): Promise<(Deletion | Error)[]> {
	const limit = pLimit(PARALLEL);
	const many: number[] = [];
	const single: number[] = [];
	objects.forEach(({ key }, index) => (fitsXml(key) ? many : single).push(index));
	const results = new Map<number, Deletion | Error>();
	const batches = Array.from({ length: Math.ceil(many.length / BATCH) }, (_, at) => many.slice(at * BATCH, (at + 1) * BATCH));
	await Promise.all([
		...batches.map((batch) =>
			limit(async () => {
				const deleted = await deleteBatch(gateway, bucket, batch.map((index) => objects[index]!), options);
				batch.forEach((index, at) => results.set(index, deleted[at]!));
			}),
		),
		// The list of a request is XML, which cannot name them.
		...single.map((index) => limit(async () => void results.set(index, await deleteOne(gateway, bucket, objects[index]!, options)))),
	]);
	return objects.map((_, index) => results.get(index)!);
}

async function deleteBatch(gateway: Gateway, Bucket: string, objects: readonly Doomed[], { bypassGovernance }: DeleteOptions): Promise<(Deletion | Error)[]> {
	const Objects = objects.map(({ key, versionId }) => ({ Key: key, VersionId: versionId || undefined }));
	const command = new DeleteObjectsCommand({ Bucket, Delete: { Objects }, BypassGovernanceRetention: bypassGovernance || undefined });
	try {
		const { Deleted = [], Errors = [] } = await gateway.send(command);
		const deleted = new Map(Deleted.map((entry) => [nameOf(entry), entry]));
		const failed = new Map(Errors.map((entry) => [nameOf(entry), entry]));
		return Objects.map((object) => {
			const answer = deleted.get(nameOf(object));
			if (answer) {
				const { DeleteMarker, DeleteMarkerVersionId, VersionId } = answer;
				return deletion(Bucket, object.Key, DeleteMarker, VersionId || DeleteMarkerVersionId);
			}
			return codeFailure(failed.get(nameOf(object))?.Code ?? 'NoAnswer', { Bucket, ...object });
		});
	} catch (thrown) {
		return objects.map(() => asError(thrown));
	}
}

async function deleteOne(gateway: Gateway, Bucket: string, { key, versionId }: Doomed, options: DeleteOptions): Promise<Deletion | Error> {
	return await deleteObject(gateway, Bucket, key, versionId, options).catch(asError);
}

/** Deletes an object, or one of its versions; that it is gone already is no error. */
export async function deleteObject(gateway: Gateway, bucket: string, key: string, versionId: string | undefined, { bypassGovernance }: DeleteOptions = {}): Promise<Deletion> {
	const command = new DeleteObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId || undefined, BypassGovernanceRetention: bypassGovernance || undefined });
	const { DeleteMarker, VersionId } = await gateway.send(command);
	return deletion(bucket, key, DeleteMarker, VersionId);
}

function deletion(bucket: string, key: string, deleteMarker: boolean | undefined, versionId: string | undefined): Deletion {
	return { bucket, key, deleted: true, ...(deleteMarker && { deleteMarker }), ...(versionId && { versionId }) };
}

function nameOf({ Key = '', VersionId }: { Key?: string; VersionId?: string }): string {
	return JSON.stringify([Key, VersionId || '']);
}

function asError(thrown: unknown): Error {
	return thrown instanceof Error ? thrown : new SystemError({ message: String(thrown) });
}
