import {
	CreateBucketCommand,
	CreateMultipartUploadCommand,
	DeleteObjectCommand,
	HeadBucketCommand,
	ListObjectVersionsCommand,
	PutBucketVersioningCommand,
	PutObjectCommand,
	UploadPartCommand,
} from '@aws-sdk/client-s3';
import pMap from 'p-map';

import { AWKWARD_KEYS, first, named, run, s3, unique } from './support/ceph.ts';
import { radosgwAdmin } from './support/gateway-admin.ts';

const made: string[] = [];
afterAll(async () => {
	for (const name of made) await radosgwAdmin('bucket', 'rm', `--bucket=${name}`, '--purge-objects').catch(() => undefined);
});

async function newBucket({ versions = false, lock = false } = {}): Promise<string> {
	const Bucket = unique();
	made.push(Bucket);
	await s3.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: lock }));
	if (versions) await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
	return Bucket;
}

const put = (Bucket: string, Key: string, more: object = {}) => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x', ...more }));
const deleteAll = (Bucket: string, options: object = {}) => first('bucket', 'delete', { bucket: named(Bucket), options: { deleteContents: true, ...options } });

async function expectGone(Bucket: string): Promise<void> {
	await expect(s3.send(new HeadBucketCommand({ Bucket }))).rejects.toMatchObject({ name: 'NotFound' });
}

describe('a bucket that is deleted with its contents', () => {
	it('takes versions, delete markers and incomplete uploads with it', async () => {
		const Bucket = await newBucket({ versions: true });
		for (const Key of ['a', 'a', 'b']) await put(Bucket, Key);
		for (const Key of ['a', 'never-there']) await s3.send(new DeleteObjectCommand({ Bucket, Key }));
		for (const Key of ['upload', 'upload', 'up load+ä']) {
			const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
			await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: 'part' }));
		}
		await expect(run('bucket', 'delete', { bucket: named(Bucket) })).rejects.toMatchObject({ httpCode: 'BucketNotEmpty' });
		expect(await deleteAll(Bucket)).toEqual({ name: Bucket, deleted: true, versions: 3, deleteMarkers: 2, uploads: 3 });
		await expectGone(Bucket);
	});

	it('may hold objects of every awkward name', async () => {
		const Bucket = await newBucket();
		await pMap(AWKWARD_KEYS, (Key) => put(Bucket, Key), { concurrency: 8 });
		expect(await deleteAll(Bucket)).toMatchObject({ deleted: true, versions: AWKWARD_KEYS.length });
		await expectGone(Bucket);
	});

	it('may hold more than a page of objects and of uploads', async () => {
		const Bucket = await newBucket({ versions: true });
		const keys = Array.from({ length: 1_050 }, (_, n) => `many/${String(n).padStart(5, '0')}`);
		await pMap(keys, (Key) => put(Bucket, Key), { concurrency: 24 });
		await pMap(keys.slice(0, 50), (Key) => put(Bucket, Key), { concurrency: 24 });
		await pMap(keys.slice(0, 1_010), (Key) => s3.send(new CreateMultipartUploadCommand({ Bucket, Key })), { concurrency: 24 });
		expect(await deleteAll(Bucket)).toEqual({ name: Bucket, deleted: true, versions: 1_100, deleteMarkers: 0, uploads: 1_010 });
		await expectGone(Bucket);
	});

	it('may be empty, but must be there', async () => {
		const Bucket = await newBucket();
		expect(await deleteAll(Bucket)).toEqual({ name: Bucket, deleted: true, versions: 0, deleteMarkers: 0, uploads: 0 });
		await expect(deleteAll(Bucket)).rejects.toMatchObject({ message: `There is no bucket "${Bucket}"`, httpCode: 'NoSuchBucket' });
	});

	it('stays when the gateway keeps a version, unless governance is bypassed', async () => {
		const Bucket = await newBucket({ lock: true });
		await put(Bucket, 'free');
		await put(Bucket, 'locked', { ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: new Date(Date.now() + 3_600_000) });
		await expect(deleteAll(Bucket)).rejects.toMatchObject({ httpCode: 'AccessDenied', description: expect.stringContaining('the bucket is still there') as string });
		const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
		expect(Versions.map(({ Key }) => Key)).toEqual(['locked']);
		expect(await deleteAll(Bucket, { bypassGovernance: true })).toMatchObject({ deleted: true, versions: 1 });
		await expectGone(Bucket);
	});
});
