import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';

import { GetObjectCommand, GetObjectTaggingCommand, HeadObjectCommand, ListMultipartUploadsCommand, PutObjectCommand } from '@aws-sdk/client-s3';

import { AWKWARD_KEYS, bucketForTests, first, gatewayCredential, itemsOf, named, run, s3, unique } from './support/ceph.ts';
import { type GatewayProxy, type Mischief, startGatewayProxy } from './support/gateway-proxy.ts';
import { versionedBucketForTests } from './support/versioned-bucket.ts';

const Bucket = bucketForTests();
const bucket = named(Bucket);
const Other = bucketForTests();
const versioned = versionedBucketForTests();

const from = (sourceKey: string, sourceBucket = bucket) => ({ sourceBucket, sourceKey, bucket });
const row = (name: string, value: string) => ({ values: [{ name, value }] });
const head = (Key: string, of = Bucket) => s3.send(new HeadObjectCommand({ Bucket: of, Key }));
const tagsOf = async (Key: string) => (await s3.send(new GetObjectTaggingCommand({ Bucket, Key }))).TagSet;
const textOf = async (Key: string, of = Bucket) => await (await s3.send(new GetObjectCommand({ Bucket: of, Key }))).Body!.transformToString();

const SOURCE = {
	Body: 'content',
	ContentType: 'text/csv',
	CacheControl: 'max-age=60',
	ContentDisposition: 'inline',
	ContentEncoding: 'identity',
	Expires: new Date('2030-01-01T00:00:00Z'),
	Metadata: { shelf: '3' },
	Tagging: 'stage=draft&owner=me',
};
const AS_SOURCE = { ContentType: 'text/csv', CacheControl: 'max-age=60', ContentDisposition: 'inline', ContentEncoding: 'identity', ExpiresString: expect.stringContaining('2030') as string, Metadata: { shelf: '3' } };
const SOURCE_TAGS = expect.arrayContaining([{ Key: 'stage', Value: 'draft' }, { Key: 'owner', Value: 'me' }]) as unknown;

beforeAll(async () => {
	await s3.send(new PutObjectCommand({ Bucket, Key: 'source', ...SOURCE }));
});

describe('a copy', () => {
	it('has all that its source has', async () => {
		await run('object', 'copy', { ...from('source'), key: 'same' });
		expect(await head('same')).toMatchObject(AS_SOURCE);
		expect(await tagsOf('same')).toEqual(SOURCE_TAGS);
	});

	it('has of its own what is given, and all else as its source', async () => {
		await run('object', 'copy', { ...from('source'), key: 'typed', options: { contentType: 'text/plain' } });
		expect(await head('typed')).toMatchObject({ ...AS_SOURCE, ContentType: 'text/plain' });
		expect(await tagsOf('typed')).toEqual(SOURCE_TAGS);
		await run('object', 'copy', { ...from('source'), key: 'tagged', options: { tags: row('stage', 'final'), metadata: row('room', '7') } });
		expect(await head('tagged')).toMatchObject({ ...AS_SOURCE, Metadata: { room: '7' } });
		expect(await tagsOf('tagged')).toEqual([{ Key: 'stage', Value: 'final' }]);
	});

	it('may be of an older version', async () => {
		const { VersionId } = await s3.send(new PutObjectCommand({ Bucket: versioned, Key: 'v', Body: 'one' }));
		await s3.send(new PutObjectCommand({ Bucket: versioned, Key: 'v', Body: 'two' }));
		const json = await first('object', 'copy', { ...from('v', named(versioned)), key: 'older', options: { sourceVersionId: VersionId! } });
		expect(json).toMatchObject({ sourceVersionId: VersionId, key: 'older' });
		expect(await textOf('older')).toBe('one');
		const missing = run('object', 'copy', { ...from('v', named(versioned)), key: 'x', options: { sourceVersionId: 'x'.repeat(32) } });
		await expect(missing).rejects.toMatchObject({ message: `There is no version "${'x'.repeat(32)}" of object "v" in bucket "${versioned}"` });
	});

	it('onto itself changes what is kept with the object', async () => {
		await s3.send(new PutObjectCommand({ Bucket, Key: 'itself', ...SOURCE }));
		await run('object', 'copy', { ...from('itself'), key: 'itself', options: { cacheControl: 'no-store' } });
		expect(await head('itself')).toMatchObject({ ...AS_SOURCE, CacheControl: 'no-store' });
		expect(await textOf('itself')).toBe('content');
	});

	it('in a storage class that the cluster has not is refused', async () => {
		await expect(run('object', 'copy', { ...from('source'), key: 'x', options: { storageClass: 'NO_SUCH_CLASS' } })).rejects.toThrow();
	});
});

describe('a copy of an object too large for one piece', () => {
	const SIZE = 130 << 20;
	let proxy: GatewayProxy;
	let failing = false;
	let sha256: string;
	const bytes = randomBytes(SIZE);

	/** Refuses to copy in one piece, as gateways do above 5 GiB. */
	function mischief({ headers, url = '' }: IncomingMessage): Mischief | undefined {
		if (headers['x-amz-copy-source'] === undefined) return undefined;
		if (!url.includes('uploadId=')) return { refuse: { status: 400, code: 'EntityTooLarge' } };
		return failing && url.includes('partNumber=2') ? { refuse: { status: 403, code: 'AccessDenied' } } : undefined;
	}
	const through = () => ({ credentials: { cephObjectGatewayApi: { ...gatewayCredential, endpoint: proxy.url } } });

	beforeAll(async () => {
		proxy = await startGatewayProxy(gatewayCredential.endpoint, mischief);
		await s3.send(new PutObjectCommand({ Bucket, Key: 'large', ...SOURCE, Body: bytes }));
		sha256 = createHash('sha256').update(bytes).digest('hex');
	});
	afterAll(() => proxy.close());
	beforeEach(() => (failing = false));

	const hashOf = async (Key: string) => {
		const hash = createHash('sha256');
		const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
		for await (const chunk of Body as Readable) hash.update(chunk as Buffer);
		return hash.digest('hex');
	};

	it('is made in parts, and has all that its source has', async () => {
		const json = await first('object', 'copy', { ...from('large'), key: 'large copy' }, through());
		expect(json).toMatchObject({ etag: expect.stringMatching(/^[0-9a-f]{32}-3$/) as string });
		expect(await head('large copy')).toMatchObject({ ...AS_SOURCE, ContentLength: SIZE });
		expect(await tagsOf('large copy')).toEqual(SOURCE_TAGS);
		expect(await hashOf('large copy')).toBe(sha256);
	});

	it('has of its own what is given', async () => {
		await run('object', 'copy', { ...from('large'), key: 'large own', options: { contentType: 'text/plain', tags: row('a', 'b') } }, through());
		expect(await head('large own')).toMatchObject({ ...AS_SOURCE, ContentType: 'text/plain', ContentLength: SIZE });
		expect(await tagsOf('large own')).toEqual([{ Key: 'a', Value: 'b' }]);
	});

	it('leaves nothing behind when a part fails', async () => {
		failing = true;
		await expect(run('object', 'copy', { ...from('large'), key: 'never' }, through())).rejects.toMatchObject({ httpCode: 'AccessDenied' });
		await expect(head('never')).rejects.toMatchObject({ name: 'NotFound' });
		expect((await s3.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads ?? []).toEqual([]);
	});
});

describe('a move', () => {
	it('gives an object another key, also in another bucket', async () => {
		await s3.send(new PutObjectCommand({ Bucket, Key: 'inbox/a', ...SOURCE }));
		expect(await first('object', 'move', { ...from('inbox/a'), key: 'archive/a' })).toMatchObject({ bucket: Bucket, key: 'archive/a', sourceBucket: Bucket, sourceKey: 'inbox/a', moved: true });
		expect(await head('archive/a')).toMatchObject(AS_SOURCE);
		expect(await tagsOf('archive/a')).toEqual(SOURCE_TAGS);
		await expect(head('inbox/a')).rejects.toMatchObject({ name: 'NotFound' });
		await run('object', 'move', { ...from('archive/a'), bucket: named(Other), key: 'a', options: { contentType: 'text/plain' } });
		expect(await head('a', Other)).toMatchObject({ ...AS_SOURCE, ContentType: 'text/plain' });
		await expect(head('archive/a')).rejects.toMatchObject({ name: 'NotFound' });
	});

	it('keeps the object when it cannot be copied', async () => {
		await s3.send(new PutObjectCommand({ Bucket, Key: 'stays', Body: 'x' }));
		await expect(run('object', 'move', { ...from('stays'), bucket: named(unique()), key: 'x' })).rejects.toMatchObject({ httpCode: 'NoSuchBucket' });
		await expect(run('object', 'move', { ...from('stays'), key: 'stays' })).rejects.toThrow('Destination Key: this is the object itself');
		await expect(run('object', 'move', { ...from('nothing'), key: 'x' })).rejects.toMatchObject({ httpCode: 'NoSuchKey' });
		expect(await textOf('stays')).toBe('x');
	});

	it('works for awkward keys', async () => {
		const items = itemsOf(...AWKWARD_KEYS.map((key) => ({ key })));
		for (const Key of AWKWARD_KEYS) await s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
		await run('object', 'move', { sourceBucket: bucket, sourceKey: '={{ $json.key }}', bucket: named(Other), key: '={{ $json.key }}' }, { items });
		expect(await Promise.all(AWKWARD_KEYS.map((key) => textOf(key, Other)))).toEqual(AWKWARD_KEYS);
		await expect(head(AWKWARD_KEYS[0]!)).rejects.toMatchObject({ name: 'NotFound' });
	});
});
