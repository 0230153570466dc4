import { PutObjectCommand } from '@aws-sdk/client-s3';
import pMap from 'p-map';

import { bucketForTests, named, run, s3, unique } from './support/ceph.ts';

const Bucket = bucketForTests();
const bucket = named(Bucket);
/** For the many keys: they would fill the lists of the others. */
const spacious = bucketForTests();
const KEYS = ['a/1', 'a/2', 'a/deep/3', 'b/ä+ 4', 'b/ä+ 4/5', 'top'];

beforeAll(async () => {
	for (const Key of KEYS) await s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
});

const keys = async (parameters: object) => {
	const items = await run('object', 'getAll', { bucket, returnAll: true, ...parameters });
	return items.map(({ json }) => json.key ?? json.prefix);
};

describe('the list of objects', () => {
	it('gives each object with size, tag and date, in the order of the keys', async () => {
		const items = await run('object', 'getAll', { bucket, returnAll: true });
		expect(items.map(({ json }) => json.key)).toEqual(KEYS);
		expect(items[0]!.json).toEqual({
			bucket: Bucket,
			key: 'a/1',
			size: 3,
			etag: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
			lastModified: expect.stringMatching(/Z$/) as string,
			storageClass: 'STANDARD',
		});
	});

	it('is cut down by prefix, start and limit, and rolled up by delimiter', async () => {
		expect(await keys({ prefix: 'a/' })).toEqual(['a/1', 'a/2', 'a/deep/3']);
		expect(await keys({ prefix: 'b/ä+ ' })).toEqual(['b/ä+ 4', 'b/ä+ 4/5']);
		expect(await keys({ options: { startAfter: 'a/2' } })).toEqual(['a/deep/3', 'b/ä+ 4', 'b/ä+ 4/5', 'top']);
		expect(await keys({ options: { delimiter: '/' } })).toEqual(['top', 'a/', 'b/']);
		expect(await keys({ prefix: 'b/', options: { delimiter: '/' } })).toEqual(['b/ä+ 4', 'b/ä+ 4/']);
		expect(await keys({ prefix: 'none' })).toEqual([]);
		expect(await keys({ returnAll: false, limit: 2 })).toEqual(['a/1', 'a/2']);
	});

	it('goes over pages, whatever the keys are at which a page ends', async () => {
		const prefix = 'pages/% +?ä\t';
		const wanted = Array.from({ length: 1_100 }, (_, n) => `${prefix}${String(n).padStart(4, '0')}`);
		await pMap(wanted, (Key) => s3.send(new PutObjectCommand({ Bucket: spacious, Key, Body: 'x' })), { concurrency: 16 });
		const pages = { bucket: named(spacious), prefix };
		expect(await keys(pages)).toEqual(wanted);
		expect(await keys({ ...pages, returnAll: false, limit: 1_050 })).toEqual(wanted.slice(0, 1_050));
	});

	it('of a bucket that is not there is an error', async () => {
		await expect(run('object', 'getAll', { bucket: named(unique()) })).rejects.toMatchObject({ httpCode: 'NoSuchBucket' });
	});
});
