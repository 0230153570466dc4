import { CreateBucketCommand, GetObjectCommand, HeadBucketCommand, PutBucketPolicyCommand, PutObjectCommand } from '@aws-sdk/client-s3';

import { bucketForTests, named, run, s3, unique } from './support/ceph.ts';
import { administer, administered, type NewUser, newUser, radosgwAdmin, usersForTests } from './support/gateway-admin.ts';

const Bucket = bucketForTests();
const newName = usersForTests();

let one: NewUser;
let other: NewUser;
beforeAll(async () => {
	[one, other] = [await newUser(newName()), await newUser(newName())];
});

async function bucketOf({ client }: NewUser): Promise<string> {
	const name = unique();
	await client.send(new CreateBucketCommand({ Bucket: name }));
	return name;
}

interface Stats {
	owner: string;
	bucket_quota: { enabled: boolean; max_size: number; max_objects: number };
}
const statsOf = (name: string) => radosgwAdmin<Stats>('bucket', 'stats', `--bucket=${name}`);

describe('to an administrator a bucket', () => {
	it('says whose it is, how much it holds and may hold', async () => {
		const name = await bucketOf(one);
		await one.client.send(new PutObjectCommand({ Bucket: name, Key: 'x', Body: 'x'.repeat(5000) }));
		const { id } = await radosgwAdmin<{ id: string }>('bucket', 'stats', `--bucket=${name}`);
		expect(await administered('bucket', 'get', { bucket: named(name) })).toEqual({
			name,
			tenant: '',
			owner: one.user,
			id,
			createdAt: expect.stringMatching(/^\d{4}-.*Z$/) as string,
			placement: 'default-placement',
			versioning: 'Off',
			objectLock: false,
			objects: 1,
			bytes: 5000,
			quota: { enabled: false, maxBytes: null, maxObjects: null },
		});
		await expect(administer('bucket', 'get', { bucket: named(unique()) })).rejects.toMatchObject({ httpCode: 'NoSuchBucket' });
	});

	it('of an ordinary user stays hidden from another', async () => {
		const credentials = { cephObjectGatewayApi: other.credential };
		await expect(run('bucket', 'get', { bucket: named(Bucket) }, { credentials })).rejects.toMatchObject({ message: `The gateway denies access to bucket "${Bucket}"`, httpCode: 'AccessDenied' });
	});

	it('is listed among those of all users, or of one', async () => {
		const name = await bucketOf(one);
		const all = (await administer('bucket', 'getAll', { of: 'all', returnAll: true })).map(({ json }) => json);
		expect(all).toContainEqual(expect.objectContaining({ name, owner: one.user, objects: 0 }));
		expect(all).toContainEqual(expect.objectContaining({ name: Bucket }));
		expect(await administer('bucket', 'getAll', { of: 'all', returnAll: false, limit: 2 })).toHaveLength(2);
		const own = (await administer('bucket', 'getAll', { of: 'user', user: one.user, returnAll: true })).map(({ json }) => json);
		expect(own).toContainEqual(expect.objectContaining({ name, owner: one.user, bytes: 0 }));
		expect(own.every(({ owner }) => owner === one.user)).toBe(true);
		await expect(administer('bucket', 'getAll', { of: 'user', user: unique(), returnAll: true })).rejects.toMatchObject({ httpCode: 'NoSuchUser' });
		await expect(run('bucket', 'getAll', { of: 'all', returnAll: true })).rejects.toMatchObject({ message: 'The user of the credential lacks the capability buckets=read' });
	});
});

describe('the owner of a bucket', () => {
	it('changes, and with it who may use what is in it', async () => {
		const name = await bucketOf(one);
		await one.client.send(new PutObjectCommand({ Bucket: name, Key: 'x', Body: 'x' }));
		expect(await administered('bucket', 'setOwner', { bucket: named(name), user: named(other.user) })).toEqual({ bucket: name, owner: other.user, previousOwner: one.user, changed: true });
		expect(await statsOf(name)).toMatchObject({ owner: other.user });
		await other.client.send(new HeadBucketCommand({ Bucket: name }));
		const read = async () => await (await other.client.send(new GetObjectCommand({ Bucket: name, Key: 'x' }))).Body!.transformToString();
		await expect(read()).rejects.toMatchObject({ name: 'AccessDenied' });
		const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: [`arn:aws:iam:::user/${other.user}`] }, Action: ['s3:GetObject'], Resource: [`arn:aws:s3:::${name}/*`] }] });
		await other.client.send(new PutBucketPolicyCommand({ Bucket: name, Policy }));
		expect(await read()).toBe('x');
		await expect(one.client.send(new HeadBucketCommand({ Bucket: name }))).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
		expect(await administered('bucket', 'setOwner', { bucket: named(name), user: named(other.user) })).toMatchObject({ changed: false });
	});

	it('can be one of a tenant, where the bucket then is', async () => {
		const tenant = `t${Date.now()}`;
		const { user } = await newUser(newName(tenant));
		const name = await bucketOf(one);
		await administered('bucket', 'setOwner', { bucket: named(name), user: named(user) });
		expect(await statsOf(`${tenant}/${name}`)).toMatchObject({ owner: user });
		for (const written of [`${tenant}/${name}`, `${tenant}:${name}`]) expect(await administered('bucket', 'get', { bucket: named(written) })).toMatchObject({ name, tenant, owner: user });
		await administered('bucket', 'setQuota', { bucket: named(`${tenant}/${name}`), limits: { maxObjects: 3 } });
		expect(await statsOf(`${tenant}/${name}`)).toMatchObject({ bucket_quota: { enabled: true, max_objects: 3 } });
		await administered('bucket', 'setOwner', { bucket: named(`${tenant}/${name}`), user: named(one.user) });
		expect(await statsOf(name)).toMatchObject({ owner: one.user });
	});

	it('and the bucket must be there', async () => {
		const name = await bucketOf(one);
		await expect(administer('bucket', 'setOwner', { bucket: named(name), user: named(unique()) })).rejects.toMatchObject({ httpCode: 'NoSuchUser' });
		await expect(administer('bucket', 'setOwner', { bucket: named(unique()), user: named(one.user) })).rejects.toMatchObject({ httpCode: 'NoSuchBucket' });
		expect(await statsOf(name)).toMatchObject({ owner: one.user });
	});
});

describe('the quota of a bucket', () => {
	it('is set in human sizes, keeps what is not given, and holds', async () => {
		const name = await bucketOf(one);
		const set = (limits: { maxSize?: string; maxObjects?: number; enabled?: boolean }) => administered('bucket', 'setQuota', { bucket: named(name), limits });
		expect(await set({ maxSize: '1 MiB' })).toEqual({ bucket: name, owner: one.user, enabled: true, maxBytes: 2 ** 20, maxObjects: null });
		await set({ maxObjects: 1 });
		expect(await statsOf(name)).toMatchObject({ bucket_quota: { enabled: true, max_size: 2 ** 20, max_objects: 1 } });
		await one.client.send(new PutObjectCommand({ Bucket: name, Key: 'one', Body: 'x' }));
		await expect(one.client.send(new PutObjectCommand({ Bucket: name, Key: 'two', Body: 'x' }))).rejects.toMatchObject({ name: 'QuotaExceeded' });
		await set({ enabled: false, maxObjects: 0 });
		expect(await administered('bucket', 'getQuota', { bucket: named(name) })).toEqual({ bucket: name, owner: one.user, enabled: false, maxBytes: 2 ** 20, maxObjects: null });
	});

	it('is no affair of ordinary users, and of no bucket that is not there', async () => {
		await expect(run('bucket', 'getQuota', { bucket: named(Bucket) })).rejects.toMatchObject({ message: 'The user of the credential lacks the capability buckets=read' });
		await expect(administer('bucket', 'setQuota', { bucket: named(unique()), limits: { maxObjects: 1 } })).rejects.toMatchObject({ httpCode: 'NoSuchBucket' });
		await s3.send(new HeadBucketCommand({ Bucket }));
	});
});
