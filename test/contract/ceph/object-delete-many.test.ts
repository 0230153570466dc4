import { HeadObjectCommand, ListObjectsV2Command, ListObjectVersionsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import pMap from 'p-map';

import { AWKWARD_KEYS, bucketForTests, gatewayCredential, itemsOf, named, run, s3, unique } from './support/ceph.ts';
import { startGatewayProxy } from './support/gateway-proxy.ts';
import { versionedBucketForTests } from './support/versioned-bucket.ts';

const Bucket = bucketForTests();
const bucket = named(Bucket);
const versioned = versionedBucketForTests();

const put = (keys: readonly string[], into = Bucket) => pMap(keys, (Key) => s3.send(new PutObjectCommand({ Bucket: into, Key, Body: 'x' })), { concurrency: 64 });
const numbered = (prefix: string, count: number) => Array.from({ length: count }, (_, n) => `${prefix}${String(n).padStart(5, '0')}`);
const left = async (Prefix: string, of = Bucket) => (await s3.send(new ListObjectsV2Command({ Bucket: of, Prefix }))).KeyCount;
const gone = async (Key: string) => {
	await expect(s3.send(new HeadObjectCommand({ Bucket, Key }))).rejects.toMatchObject({ name: 'NotFound' });
};
const each = { bucket, select: 'item', key: '={{ $json.key }}' };

describe('many objects by the keys of the items', () => {
	it('are deleted a thousand a request, and it is no error that one is gone already', async () => {
		const keys = numbered('items/', 1_500);
		await put(keys.slice(1));
		const proxy = await startGatewayProxy(gatewayCredential.endpoint, () => undefined);
		try {
			const credentials = { cephObjectGatewayApi: { ...gatewayCredential, endpoint: proxy.url } };
			const deleted = await run('object', 'deleteMany', each, { credentials, items: itemsOf(...keys.map((key) => ({ key }))) });
			expect(deleted.map(({ json, pairedItem }) => [json, pairedItem])).toEqual(keys.map((key, item) => [{ bucket: Bucket, key, deleted: true }, { item }]));
			expect(proxy.requests).toHaveLength(2);
		} finally {
			proxy.close();
		}
		expect(await left('items/')).toBe(0);
	});

	it('are deleted whatever their keys', async () => {
		await put(AWKWARD_KEYS);
		const deleted = await run('object', 'deleteMany', each, { items: itemsOf(...AWKWARD_KEYS.map((key) => ({ key }))) });
		expect(deleted.map(({ json }) => json.key)).toEqual(AWKWARD_KEYS);
		for (const key of AWKWARD_KEYS) await gone(key);
	});

	it('fail alone when their bucket is not there', async () => {
		await put(['good 1', 'good 2']);
		const nowhere = unique();
		const items = itemsOf({ key: 'good 1', bucket: Bucket }, { key: 'x', bucket: nowhere }, { key: 'good 2', bucket: Bucket });
		const parameters = { ...each, bucket: named('={{ $json.bucket }}') };
		const results = await run('object', 'deleteMany', parameters, { items, onError: 'continueRegularOutput' });
		expect(results.map(({ json }) => json.deleted ?? json.error)).toEqual([true, `There is no bucket "${nowhere}"`, true]);
		await gone('good 1');
		await gone('good 2');
		await expect(run('object', 'deleteMany', parameters, { items })).rejects.toMatchObject({ httpCode: 'NoSuchBucket', context: { itemIndex: 1 } });
	});

	it('fail alone when they have no key', async () => {
		await put(['with 1', 'with 2']);
		const items = itemsOf({ key: 'with 1' }, {}, { key: 'with 2' });
		const results = await run('object', 'deleteMany', each, { items, onError: 'continueRegularOutput' });
		expect(results.map(({ json, pairedItem }) => [json.deleted ?? json.error, pairedItem])).toEqual([
			[true, { item: 0 }],
			['Key: a value is required', { item: 1 }],
			[true, { item: 2 }],
		]);
		await gone('with 1');
		await gone('with 2');
		await put(['with 1']);
		await expect(run('object', 'deleteMany', each, { items })).rejects.toMatchObject({ message: 'Key: a value is required', context: { itemIndex: 1 } });
		expect(await left('with 1')).toBe(1);
	});

	it('are versions when the items say so', async () => {
		const versions = [];
		for (const Body of ['1', '2']) versions.push((await s3.send(new PutObjectCommand({ Bucket: versioned, Key: 'v', Body }))).VersionId!);
		const parameters = { ...each, bucket: named(versioned), versionId: '={{ $json.version }}' };
		const results = await run('object', 'deleteMany', parameters, { items: itemsOf({ key: 'v', version: versions[0] }, { key: 'v', version: '' }) });
		expect(results[0]!.json).toEqual({ bucket: versioned, key: 'v', deleted: true, versionId: versions[0] });
		expect(results[1]!.json).toMatchObject({ key: 'v', deleteMarker: true, versionId: expect.any(String) as string });
		const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: versioned, Prefix: 'v' }));
		expect([Versions.map(({ VersionId }) => VersionId), DeleteMarkers.map(({ VersionId }) => VersionId)]).toEqual([[versions[1]], [results[1]!.json.versionId]]);
	});
});

describe('many objects by a list', () => {
	it('are deleted, given as keys or as objects', async () => {
		await put(['list 1', 'list 2', ' list 3']);
		const results = await run('object', 'deleteMany', { bucket, select: 'list', keys: '={{ $json.keys }}' }, { items: itemsOf({ keys: ['list 1', { key: 'list 2', size: 1 }, ' list 3'] }) });
		expect(results.map(({ json, pairedItem }) => [json.key, pairedItem])).toEqual([['list 1', { item: 0 }], ['list 2', { item: 0 }], [' list 3', { item: 0 }]]);
		for (const key of ['list 1', 'list 2', ' list 3']) await gone(key);
		expect(await run('object', 'deleteMany', { bucket, select: 'list', keys: '[]' })).toEqual([]);
	});

	it.each([
		['{"key": "a"}', 'Keys: this is no list'],
		['["a", 7]', 'Keys: entry 2 is no key: 7'],
		['[{"name": "a"}]', 'Keys: entry 1 is no key: {"name":"a"}'],
		['[""]', 'Keys: entry 1 is no key: ""'],
		['[', 'Keys: not valid JSON'],
	])('are refused when it is %s', async (keys, message) => {
		await expect(run('object', 'deleteMany', { bucket, select: 'list', keys })).rejects.toThrow(message);
	});
});

describe('many objects by a prefix', () => {
	it('are deleted in pages, and no others', async () => {
		await put([...numbered('prefix/', 1_200), 'prefi', 'prefix', 'prefix0']);
		expect(await run('object', 'deleteMany', { bucket, select: 'prefix', prefix: 'prefix/' })).toMatchObject([{ json: { bucket: Bucket, prefix: 'prefix/', deleted: 1_200 } }]);
		expect(await left('prefi')).toBe(3);
		expect(await run('object', 'deleteMany', { bucket, select: 'prefix', prefix: 'prefix/' })).toMatchObject([{ json: { deleted: 0 } }]);
	});

	it('are not all of the bucket but when the user says so', async () => {
		const own = named(versioned);
		await put(['whole 1', ...AWKWARD_KEYS], versioned);
		await expect(run('object', 'deleteMany', { bucket: own, select: 'prefix', prefix: '' })).rejects.toThrow('Prefix: a value is required');
		await expect(run('object', 'deleteMany', { bucket: own, select: 'prefix', prefix: '={{ $json.missing }}' })).rejects.toThrow('Prefix: a value is required');
		expect(await left('', versioned)).toBeGreaterThan(AWKWARD_KEYS.length);

		await run('object', 'deleteMany', { bucket: own, select: 'prefix', wholeBucket: true });
		expect(await left('', versioned)).toBe(0);
		const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: versioned }));
		expect(Versions.length).toBeGreaterThan(AWKWARD_KEYS.length);

		await run('object', 'deleteMany', { bucket: own, select: 'prefix', wholeBucket: true, versions: true });
		expect(await s3.send(new ListObjectVersionsCommand({ Bucket: versioned }))).not.toHaveProperty('Versions');
		expect(await s3.send(new ListObjectVersionsCommand({ Bucket: versioned }))).not.toHaveProperty('DeleteMarkers');
	});

	it('of a bucket that is not there are an error', async () => {
		await expect(run('object', 'deleteMany', { bucket: named(unique()), select: 'prefix', prefix: 'a' })).rejects.toMatchObject({ httpCode: 'NoSuchBucket' });
	});
});

describe('a listing while five thousand objects are deleted', () => {
	it('neither fails nor repeats nor goes on for ever, and misses none that stays', async () => {
		const doomed = numbered('busy/', 5_000).filter((_, index) => index % 100 !== 0);
		const staying = numbered('busy/', 5_000).filter((_, index) => index % 100 === 0);
		await put([...doomed, ...staying]);
		const [listed] = await Promise.all([
			run('object', 'getAll', { bucket, prefix: 'busy/', returnAll: true }),
			run('object', 'deleteMany', { bucket, select: 'list', keys: '={{ $json.keys }}' }, { items: itemsOf({ keys: doomed }) }),
		]);
		const keys = listed.map(({ json }) => json.key as string);
		expect(new Set(keys).size).toBe(keys.length);
		expect(keys).toEqual(keys.toSorted());
		expect(staying.filter((key) => !keys.includes(key))).toEqual([]);
		expect(await left('busy/')).toBe(staying.length);
	});
});
