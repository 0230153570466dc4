import { DeleteObjectCommand, GetObjectCommand, ListObjectVersionsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import pMap from 'p-map';

import { bytesOf } from '../../support/node-runner.ts';
import { AWKWARD_KEYS, bucketForTests, first, itemsOf, named, run, s3 } from './support/ceph.ts';
import { versionedBucketForTests } from './support/versioned-bucket.ts';

const Bucket = versionedBucketForTests();
const bucket = named(Bucket);
const plain = bucketForTests();

const put = async (Key: string, Body: string) => (await s3.send(new PutObjectCommand({ Bucket, Key, Body }))).VersionId!;
const textOf = async (Key: string, VersionId?: string) => await (await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }))).Body!.transformToString();

/** Key, version and what it is, as the bare client lists them. */
async function listed(Prefix: string) {
	const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix }));
	return [...Versions, ...DeleteMarkers].map(({ VersionId }) => VersionId);
}

describe('an object of which versions are kept', () => {
	it('is got, looked at and deleted by version', async () => {
		const [one, two] = [await put('doc', 'one'), await put('doc', 'two!')];
		const [latest] = await run('object', 'get', { bucket, key: 'doc', property: 'data' });
		expect(latest!.json).toMatchObject({ versionId: two, size: 4 });
		const [older] = await run('object', 'get', { bucket, key: 'doc', property: 'data', options: { versionId: one } });
		expect(String(await bytesOf(older!.binary!.data))).toBe('one');
		expect(await first('object', 'head', { bucket, key: 'doc', options: { versionId: one } })).toMatchObject({ versionId: one, size: 3 });

		expect(await first('object', 'delete', { bucket, key: 'doc', options: { versionId: one } })).toEqual({ bucket: Bucket, key: 'doc', deleted: true, versionId: one });
		await expect(run('object', 'head', { bucket, key: 'doc', options: { versionId: one } })).rejects.toMatchObject({
			message: `There is no version "${one}" of object "doc" in bucket "${Bucket}"`,
			httpCode: 'NoSuchKey',
		});
		expect(await textOf('doc')).toBe('two!');
	});

	it('gives the version that a put made', async () => {
		const json = await first('object', 'put', { bucket, key: 'made', source: 'text', text: 'x' });
		expect(await textOf('made', json.versionId as string)).toBe('x');
	});

	it('is listed with all versions and delete markers, the latest first', async () => {
		const [one, two] = [await put('list/a', '1'), await put('list/a', '22')];
		const b = await put('list/b', '3');
		const { versionId: marker } = await first('object', 'delete', { bucket, key: 'list/a' });
		const three = await put('list/a', '333');
		const list = await run('object', 'getAll', { bucket, prefix: 'list/', returnAll: true, options: { versions: true } });
		expect(list.map(({ json: { key, versionId, isLatest, deleteMarker, size } }) => [key, versionId, isLatest, deleteMarker, size])).toEqual([
			['list/a', three, true, false, 3],
			['list/a', marker, false, true, undefined],
			['list/a', two, false, false, 2],
			['list/a', one, false, false, 1],
			['list/b', b, true, false, 1],
		]);
		expect(list[0]!.json).toMatchObject({ bucket: Bucket, storageClass: 'STANDARD', etag: '310dcbbf4cce62f762a2aaa148d556bd', lastModified: expect.stringMatching(/Z$/) as string });
		const after = await run('object', 'getAll', { bucket, returnAll: false, limit: 1, options: { versions: true, startAfter: 'list/a' } });
		expect(after.map(({ json }) => json.versionId)).toEqual([b]);
		const folders = await run('object', 'getAll', { bucket, prefix: 'li', returnAll: true, options: { versions: true, delimiter: '/' } });
		expect(folders.map(({ json }) => json)).toEqual([{ bucket: Bucket, prefix: 'list/' }]);
	});

	it('is listed over pages, whatever the keys and versions are at which a page ends', async () => {
		const prefix = 'pages/% +?ä\t';
		const keys = Array.from({ length: 520 }, (_, n) => `${prefix}${String(n).padStart(4, '0')}`);
		await pMap(keys, (key) => put(key, '1'), { concurrency: 16 });
		await pMap(keys, (key) => put(key, '2'), { concurrency: 16 });
		const list = await run('object', 'getAll', { bucket, prefix, returnAll: true, options: { versions: true } });
		expect(list.map(({ json }) => json.key)).toEqual(keys.flatMap((key) => [key, key]));
		expect(new Set(list.map(({ json }) => json.versionId)).size).toBe(1_040);
		expect(list.map(({ json }) => json.isLatest)).toEqual(keys.flatMap(() => [true, false]));
		// More than a thousand requests, each of which waits for the disk.
	}, 300_000);

	it('has one version in a bucket that keeps none', async () => {
		await s3.send(new PutObjectCommand({ Bucket: plain, Key: 'a', Body: 'x' }));
		expect(await first('object', 'getAll', { bucket: named(plain), returnAll: true, options: { versions: true } })).toMatchObject({ key: 'a', versionId: 'null', isLatest: true });
	});
});

describe('an older version', () => {
	it('becomes the latest by a copy, and all versions stay', async () => {
		const [one, two] = [await put('restore', 'one'), await put('restore', 'two')];
		const json = await first('object', 'restoreVersion', { bucket, key: 'restore', versionId: one });
		expect(json).toEqual({ bucket: Bucket, key: 'restore', restoredVersionId: one, etag: 'f97c5d29941bfb1b2fdab0874906ab82', versionId: expect.any(String) as string });
		expect(await textOf('restore')).toBe('one');
		expect((await listed('restore')).toSorted()).toEqual([one, two, json.versionId as string].toSorted());
	});

	it('brings back an object that was deleted', async () => {
		const version = await put('back', 'here');
		const { DeleteMarker } = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'back' }));
		expect(DeleteMarker).toBe(true);
		await run('object', 'restoreVersion', { bucket, key: 'back', versionId: version });
		expect(await textOf('back')).toBe('here');
	});

	it('that is not there, or is a delete marker, is an error', async () => {
		const version = await put('gone', 'x');
		await s3.send(new DeleteObjectCommand({ Bucket, Key: 'gone', VersionId: version }));
		await expect(run('object', 'restoreVersion', { bucket, key: 'gone', versionId: version })).rejects.toMatchObject({ httpCode: 'NoSuchKey' });
		await put('marked', 'x');
		const { VersionId: marker } = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'marked' }));
		await expect(run('object', 'restoreVersion', { bucket, key: 'marked', versionId: marker! })).rejects.toThrow();
		await expect(run('object', 'get', { bucket, key: 'marked', property: 'data', options: { versionId: marker! } })).rejects.toThrow();
		await expect(run('object', 'restoreVersion', { bucket, key: 'marked', versionId: '' })).rejects.toThrow('Version ID: a value is required');
	});
});

describe('versions of awkward keys', () => {
	it('are listed, read, restored and deleted', async () => {
		const keys = AWKWARD_KEYS;
		const made = await pMap(keys, async (key) => [await put(key, `1${key}`), await put(key, `2${key}`)] as const, { concurrency: 8 });
		const items = itemsOf(...keys.map((key, index) => ({ key, version: made[index]![0] })));
		const at = { bucket, key: '={{ $json.key }}' };
		const options = { versionId: '={{ $json.version }}' };
		const got = await run('object', 'get', { ...at, property: 'data', options: { ...options, fileName: 'x' } }, { items });
		expect(await Promise.all(got.map(async ({ binary }) => String(await bytesOf(binary!.data))))).toEqual(keys.map((key) => `1${key}`));
		const list = await run('object', 'getAll', { bucket, returnAll: true, options: { versions: true } });
		const found = new Set(list.map(({ json }) => JSON.stringify([json.key, json.versionId])));
		expect(keys.filter((key, index) => !made[index]!.every((version) => found.has(JSON.stringify([key, version]))))).toEqual([]);
		await run('object', 'restoreVersion', { ...at, ...options }, { items });
		expect(await Promise.all(keys.map((key) => textOf(key)))).toEqual(keys.map((key) => `1${key}`));
		await run('object', 'delete', { ...at, options }, { items });
		await expect(s3.send(new GetObjectCommand({ Bucket, Key: keys[0]!, VersionId: made[0]![0] }))).rejects.toThrow();
	});
});
