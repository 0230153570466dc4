import { DeleteBucketCommand, GetObjectLockConfigurationCommand, HeadBucketCommand, PutBucketVersioningCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { executionOf } from '../../support/node-runner.ts';
import { bucketForTests, first, gatewayCredential, named, node, run, s3, unique } from './support/ceph.ts';

const Bucket = bucketForTests();

describe('buckets', () => {
	it('are created, again without harm, and deleted', async () => {
		const name = unique();
		for (let time = 0; time < 2; time++) expect(await first('bucket', 'create', { name })).toEqual({ name });
		await s3.send(new HeadBucketCommand({ Bucket: name }));
		expect(await first('bucket', 'delete', { bucket: named(name) })).toEqual({ name, deleted: true });
		await expect(s3.send(new HeadBucketCommand({ Bucket: name }))).rejects.toMatchObject({ name: 'NotFound' });
		await expect(run('bucket', 'delete', { bucket: named(name) })).rejects.toMatchObject({ message: `There is no bucket "${name}"`, httpCode: 'NoSuchBucket' });
	});

	it('with objects in them are kept', async () => {
		await s3.send(new PutObjectCommand({ Bucket, Key: 'x', Body: 'x' }));
		await expect(run('bucket', 'delete', { bucket: named(Bucket) })).rejects.toMatchObject({ message: `Bucket "${Bucket}" is not empty`, httpCode: 'BucketNotEmpty' });
	});

	it.each([
		['a name that is none', gatewayCredential, 'AB', 'InvalidBucketName', 'A bucket cannot be named "AB"'],
		['a region that is none of the cluster', { ...gatewayCredential, region: 'mars' }, unique(), 'IllegalLocationConstraintException', /zone group/],
	])('with %s are refused in words', async (_what, credential, name, httpCode, message) => {
		await expect(run('bucket', 'create', { name }, { credentials: { cephObjectGatewayApi: credential } })).rejects.toMatchObject({
			httpCode,
			message: expect.stringMatching(message) as string,
		});
	});

	it('can be created under the name of the zone group', async () => {
		const name = unique();
		await run('bucket', 'create', { name }, { credentials: { cephObjectGatewayApi: { ...gatewayCredential, region: 'default' } } });
		await s3.send(new DeleteBucketCommand({ Bucket: name }));
	});

	it('can be created with an object lock, in a placement, or open to readers', async () => {
		const [locked, placed, open] = [unique(), unique(), unique()];
		expect(await first('bucket', 'create', { name: locked, options: { objectLock: true } })).toEqual({ name: locked, objectLock: true });
		expect(await s3.send(new GetObjectLockConfigurationCommand({ Bucket: locked }))).toMatchObject({ ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } });
		expect(await first('bucket', 'create', { name: placed, options: { placement: 'default-placement' } })).toEqual({ name: placed });
		await first('bucket', 'create', { name: open, options: { acl: 'public-read' } });
		expect((await fetch(`${gatewayCredential.endpoint}/${open}`)).status).toBe(200);
		expect((await fetch(`${gatewayCredential.endpoint}/${placed}`)).status).toBe(403);
		for (const Bucket of [locked, placed, open]) await s3.send(new DeleteBucketCommand({ Bucket }));
		await expect(run('bucket', 'create', { name: unique(), options: { placement: 'nowhere' } })).rejects.toMatchObject({ message: 'The zone group has no such placement target', httpCode: 'InvalidLocationConstraint' });
		expect(await first('bucket', 'create', { name: Bucket, options: { objectLock: true } })).toEqual({ name: Bucket, objectLock: false });
	});

	it('say whether they keep versions', async () => {
		expect(await first('bucket', 'get', { bucket: named(Bucket) })).toEqual({ name: Bucket, location: 'default', versioning: 'Off' });
		const name = unique();
		await run('bucket', 'create', { name });
		await s3.send(new PutBucketVersioningCommand({ Bucket: name, VersioningConfiguration: { Status: 'Enabled' } }));
		expect(await first('bucket', 'get', { bucket: named(name) })).toMatchObject({ versioning: 'Enabled' });
		await s3.send(new DeleteBucketCommand({ Bucket: name }));
	});

	it('are listed with the date of their making', async () => {
		const items = await run('bucket', 'getAll', { returnAll: true });
		expect(items.map(({ json }) => json)).toContainEqual({ name: Bucket, createdAt: expect.stringMatching(/^\d{4}-.*Z$/) as string });
	});
});

describe('the picker of buckets', () => {
	const search = (credential: typeof gatewayCredential, filter?: string) => {
		const execution = executionOf(node, { credentials: { cephObjectGatewayApi: credential } });
		return node.methods.listSearch.searchBuckets.call(execution as unknown as ILoadOptionsFunctions, filter);
	};

	it('finds buckets by a part of their name', async () => {
		const part = Bucket.slice(4, 30).toUpperCase();
		expect(await search(gatewayCredential, part)).toEqual({ results: [{ name: Bucket, value: Bucket }] });
		expect((await search(gatewayCredential)).results).toContainEqual({ name: Bucket, value: Bucket });
	});

	it('says why there is nothing to pick from', async () => {
		const wrong = { ...gatewayCredential, secretAccessKey: 'wrong' };
		await expect(search(wrong)).rejects.toMatchObject({ message: 'The gateway does not accept the signature' });
	});
});
