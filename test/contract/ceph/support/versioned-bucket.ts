import {
	CreateBucketCommand,
	DeleteBucketCommand,
	DeleteObjectCommand,
	ListObjectVersionsCommand,
	PutBucketVersioningCommand,
	PutObjectLegalHoldCommand,
} from '@aws-sdk/client-s3';
import pMap from 'p-map';

import { s3, unique } from './ceph.ts';

/**
 * A bucket that keeps versions, for the tests of one file; gone with all of them when they end.
 *
 * @param lock makes it one of which the versions can be locked
 */
export function versionedBucketForTests({ lock = false } = {}): string {
	const Bucket = unique();
	beforeAll(async () => {
		await s3.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: lock }));
		await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
	});
	afterAll(async () => {
		// No matter what the page says of the next: what was on it is gone, so the next is the first again.
		for (let more = true; more; ) {
			const { Versions = [], DeleteMarkers = [], IsTruncated } = await s3.send(new ListObjectVersionsCommand({ Bucket, EncodingType: 'url' }));
			await pMap(
				[...Versions, ...DeleteMarkers],
				async ({ Key = '', VersionId }) => {
					const version = { Bucket, Key: decodeURIComponent(Key.replaceAll('+', ' ')), VersionId };
					if (lock) await s3.send(new PutObjectLegalHoldCommand({ ...version, LegalHold: { Status: 'OFF' } })).catch(() => undefined);
					await s3.send(new DeleteObjectCommand({ ...version, BypassGovernanceRetention: lock || undefined }));
				},
				{ concurrency: 16 },
			);
			more = IsTruncated === true;
		}
		await s3.send(new DeleteBucketCommand({ Bucket }));
	}, 120_000);
	return Bucket;
}
