import {
	CreateBucketCommand,
	ListBucketsCommand,
	PutBucketLifecycleConfigurationCommand,
	S3Client,
	type LifecycleRule,
} from '@aws-sdk/client-s3';

import type { Connections } from '../../connections.ts';

const BUCKET = 'documents';

/** Parts of an upload that was broken off are of no use to anybody. */
const RULES: LifecycleRule[] = [
	{ ID: 'abort-incomplete-uploads', Status: 'Enabled', Filter: { Prefix: '' }, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
];

/** Makes the bucket of documents, owned by the user whose keys are given, and sets its life cycle. */
export async function ensureDocuments({ url, region, ...credentials }: Connections['rgw'], log: (line: string) => void): Promise<void> {
	const client = new S3Client({ endpoint: url, region, credentials, forcePathStyle: true });
	try {
		const { Buckets = [] } = await client.send(new ListBucketsCommand({}));
		if (!Buckets.some(({ Name }) => Name === BUCKET)) {
			await client.send(new CreateBucketCommand({ Bucket: BUCKET }));
			log(`bucket ${BUCKET}`);
		}
		await client.send(new PutBucketLifecycleConfigurationCommand({ Bucket: BUCKET, LifecycleConfiguration: { Rules: RULES } }));
	} finally {
		client.destroy();
	}
}
