import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';

import type { INodeParameters } from 'n8n-workflow';

import { named, unique } from './support/ceph.ts';
import { administer, administered, newUser, radosgwAdmin, shownUser, usersForTests } from './support/gateway-admin.ts';

const newName = usersForTests();

describe('quotas of a user', () => {
	it('are set in human sizes, keep what is not given, and are unlimited by 0', async () => {
		const { user } = await newUser(newName());
		const set = (scope: string, limits: INodeParameters) => administered('user', 'setQuota', { user: named(user), scope, limits });
		expect(await set('user', { maxSize: '1.5 GiB' })).toEqual({ user, scope: 'user', enabled: true, maxBytes: 1.5 * 2 ** 30, maxObjects: null });
		expect(await set('user', { maxObjects: 10 })).toEqual({ user, scope: 'user', enabled: true, maxBytes: 1.5 * 2 ** 30, maxObjects: 10 });
		await set('bucket', { maxObjects: 3, enabled: false });
		expect(await shownUser(user)).toMatchObject({
			user_quota: { enabled: true, max_size: 1.5 * 2 ** 30, max_objects: 10 },
			bucket_quota: { enabled: false, max_size: -1, max_objects: 3 },
		});
		await set('user', { maxSize: '0' });
		expect(await administered('user', 'getQuota', { user: named(user) })).toEqual({
			user,
			userQuota: { enabled: true, maxBytes: null, maxObjects: 10 },
			bucketQuota: { enabled: false, maxBytes: null, maxObjects: 3 },
		});
	});

	it('hold for what the user stores', async () => {
		const { user, client } = await newUser(newName());
		const Bucket = unique();
		await client.send(new CreateBucketCommand({ Bucket }));
		await administer('user', 'setQuota', { user: named(user), scope: 'user', limits: { maxObjects: 1 } });
		await client.send(new PutObjectCommand({ Bucket, Key: 'one', Body: 'x' }));
		const put = () => client.send(new PutObjectCommand({ Bucket, Key: unique(), Body: 'x' }));
		// The gateway counts with some delay.
		await expect(Promise.all(Array.from({ length: 3 }, put))).rejects.toMatchObject({ name: 'QuotaExceeded' });
	});

	it('of nobody, and sizes that are none, are refused', async () => {
		await expect(administer('user', 'getQuota', { user: named(unique()) })).rejects.toMatchObject({ httpCode: 'NoSuchUser' });
		await expect(administer('user', 'setQuota', { user: named(unique()), scope: 'user', limits: { maxObjects: 1 } })).rejects.toMatchObject({ httpCode: 'NoSuchUser' });
		const { user } = await newUser(newName());
		await expect(administer('user', 'setQuota', { user: named(user), scope: 'user', limits: { maxSize: 'lots' } })).rejects.toThrow('Max Size: got "lots"');
	});
});

describe('the usage log', () => {
	interface Category {
		category: string;
		requests: number;
		bytesReceived: number;
	}

	async function usageOf(user: string, more: object = {}) {
		const json = await administered('user', 'getUsage', { user: named(user), options: { entries: true, ...more } });
		return json as unknown as { user: string; requests: number; categories: Category[]; entries: { bucket: string; time: string; categories: Category[] }[] };
	}

	it('says what a user did, by bucket and hour, and can be trimmed', async () => {
		const { user, client } = await newUser(newName());
		expect(await usageOf(user)).toMatchObject({ user, requests: 0, bytesSent: 0, categories: [], entries: [] });
		const Bucket = unique();
		await client.send(new CreateBucketCommand({ Bucket }));
		for (const Key of ['a', 'b']) await client.send(new PutObjectCommand({ Bucket, Key, Body: 'x'.repeat(1000) }));

		const putsOf = (categories: Category[]) => categories.find(({ category }) => category === 'put_obj');
		const usage = await until(() => usageOf(user), ({ categories }) => (putsOf(categories)?.requests ?? 0) >= 2);
		expect(putsOf(usage.categories)).toMatchObject({ requests: 2, successfulRequests: 2, bytesReceived: 2000 });
		const entry = usage.entries.find(({ bucket }) => bucket === Bucket)!;
		expect(putsOf(entry.categories)).toMatchObject({ requests: 2 });
		expect(entry.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:00:00.000Z$/);

		const all = await administer('user', 'getUsage', { user: '' });
		expect(all.map(({ json }) => json)).toContainEqual(expect.objectContaining({ user, requests: usage.requests }));
		expect(all[0]!.json).not.toHaveProperty('entries');

		expect(await usageOf(user, { end: '2020-01-01T00:00:00Z' })).toMatchObject({ requests: 0 });
		expect(await usageOf(user, { start: '2020-01-01T00:00:00Z' })).toMatchObject({ requests: usage.requests });

		expect(await administered('user', 'trimUsage', { user: named(user) })).toEqual({ user, trimmed: true });
		const { entries } = await radosgwAdmin<{ entries: unknown[] }>('usage', 'show', `--uid=${user}`);
		expect(entries).toEqual([]);
		await expect(administer('user', 'trimUsage', { user: '' })).rejects.toThrow('User: without a user the whole log would be removed');
		expect(await administered('user', 'trimUsage', { user: '', options: { end: '2020-01-01T00:00:00Z' } })).toMatchObject({ trimmed: true });
		await expect(usageOf(user, { start: 'yesterday' })).rejects.toThrow('Start: got "yesterday"');
	});

	/** The gateway writes the log every few seconds. */
	async function until<T>(look: () => Promise<T>, isSo: (state: T) => boolean): Promise<T> {
		for (const deadline = Date.now() + 60_000; ; await new Promise((resolve) => setTimeout(resolve, 1000))) {
			const state = await look();
			if (isSo(state) || Date.now() > deadline) return state;
		}
	}
});
