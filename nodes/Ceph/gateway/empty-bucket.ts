import { AbortMultipartUploadCommand, ListMultipartUploadsCommand } from '@aws-sdk/client-s3';

import { SystemError } from '../../shared/errors.ts';
import { forEachAtOnce } from './at-once.ts';
import { BATCH, deleteKeys, type DeleteOptions } from './delete-keys.ts';
import type { Gateway } from './gateway.ts';
import { inBatches } from './in-batches.ts';
import { type ListedVersion, versionsOf } from './listing.ts';
import { decodeKey } from './object-key.ts';

/** What was removed from a bucket. */
export interface Removed {
	versions: number;
	deleteMarkers: number;
	uploads: number;
}

/** Uploads that are given up at once, and requests of up to {@link BATCH} versions that run at once. */
const PARALLEL_UPLOADS = 8;
const PARALLEL_BATCHES = 2;

/**
 * Removes all that is in a bucket: incomplete uploads, then versions and delete markers, a page after the other.
 *
 * @throws SystemError for the first version that the gateway keeps, saying how many were removed; no further page is begun then
 */
export async function emptyBucket(gateway: Gateway, bucket: string, options: DeleteOptions = {}): Promise<Removed> {
	const removed: Removed = { versions: 0, deleteMarkers: 0, uploads: await abortUploads(gateway, bucket) };
	const versions = versionsOf(gateway, { bucket }) as AsyncIterable<ListedVersion>;
	await forEachAtOnce(inBatches(versions, BATCH), PARALLEL_BATCHES, async (batch) => {
		const deletions = await deleteKeys(gateway, bucket, batch, options);
		deletions.forEach((deletion, at) => {
			if (deletion instanceof Error) return;
			removed[batch[at]?.deleteMarker ? 'deleteMarkers' : 'versions']++;
		});
		const failure = deletions.find((deletion) => deletion instanceof Error);
		if (failure) throw withCount(failure, removed);
	});
	return removed;
}

async function abortUploads(gateway: Gateway, Bucket: string): Promise<number> {
	let aborted = 0;
	for (;;) {
		// Always the first page: what it showed is gone when it is asked for again.
		const { Uploads = [], IsTruncated } = await gateway.send(new ListMultipartUploadsCommand({ Bucket, EncodingType: 'url' }));
		await forEachAtOnce(Uploads, PARALLEL_UPLOADS, async ({ Key = '', UploadId }) => {
			await gateway.send(new AbortMultipartUploadCommand({ Bucket, Key: decodeKey(Key), UploadId }));
			aborted++;
		});
		if (!IsTruncated || Uploads.length === 0) return aborted;
	}
}

function withCount(thrown: Error, { versions, deleteMarkers }: Removed): Error {
	if (!(thrown instanceof SystemError)) return thrown;
	const { failure } = thrown;
	const done = `${versions + deleteMarkers} versions and delete markers were deleted before; the bucket is still there.`;
	return new SystemError({ ...failure, description: [failure.description, done].filter(Boolean).join(' ') }, thrown);
}
