import { createHash } from 'node:crypto';

import { GetObjectCommand, HeadObjectCommand, ListMultipartUploadsCommand, PutObjectCommand } from '@aws-sdk/client-s3';

import { bytesOf, storedBinary } from '../../support/node-runner.ts';
import { AWKWARD_KEYS, bucketForTests, first, gatewayCredential, itemsOf, named, run, s3, unique } from './support/ceph.ts';
import { type Mischief, startGatewayProxy } from './support/gateway-proxy.ts';

const Bucket = bucketForTests();
const bucket = named(Bucket);
const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');

async function stored(Key: string): Promise<Buffer> {
	const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
	return Buffer.from(await Body!.transformToByteArray());
}

describe('put', () => {
	it('stores a file with its type and metadata, and gives hash and size of what was stored', async () => {
		const bytes = Buffer.from('%PDF-1.7 not really');
		const data = await storedBinary(bytes, 'Übersicht 2026.pdf', 'application/pdf');
		const metadata = { values: [{ name: 'Title', value: 'Übersicht – „2026“' }, { name: 'pages', value: '1' }] };
		const json = await first('object', 'put', { bucket, key: 'a/report.pdf', source: 'binary', property: 'data', options: { metadata } }, { items: [{ json: {}, binary: { data } }] });
		const { ETag, ContentType, ContentLength } = await s3.send(new HeadObjectCommand({ Bucket, Key: 'a/report.pdf' }));
		expect(await stored('a/report.pdf')).toEqual(bytes);
		expect(json).toEqual({
			bucket: Bucket,
			key: 'a/report.pdf',
			size: bytes.length,
			sha256: sha256(bytes),
			etag: ETag!.replaceAll('"', ''),
			contentType: 'application/pdf',
		});
		expect([ContentType, ContentLength]).toEqual(['application/pdf', bytes.length]);
		expect(await first('object', 'head', { bucket, key: 'a/report.pdf' })).toMatchObject({ metadata: { title: 'Übersicht – „2026“', pages: '1' } });
	});

	it('stores a text, also an empty one, in place of what was there', async () => {
		const text = { bucket, key: 'text', source: 'text' };
		expect(await first('object', 'put', { ...text, text: 'Grüße' })).toMatchObject({ size: 7, sha256: sha256('Grüße'), contentType: 'text/plain; charset=utf-8' });
		expect(String(await stored('text'))).toBe('Grüße');
		expect(await first('object', 'put', { ...text, text: '', options: { contentType: 'text/markdown' } })).toMatchObject({ size: 0, sha256: sha256(''), contentType: 'text/markdown' });
		expect(await stored('text')).toHaveLength(0);
	});

	it('stores JSON, the fields of the item unless told otherwise', async () => {
		expect(await first('object', 'put', { bucket, key: 'json', source: 'json' }, { items: itemsOf({ a: 1, b: ['ä'] }) })).toMatchObject({ contentType: 'application/json' });
		expect(String(await stored('json'))).toBe('{"a":1,"b":["ä"]}');
		await run('object', 'put', { bucket, key: 'json', source: 'json', json: '={{ $json.b }}' }, { items: itemsOf({ a: 1, b: ['ä'] }) });
		expect(String(await stored('json'))).toBe('["ä"]');
		await expect(run('object', 'put', { bucket, key: 'json', source: 'json', json: '{' })).rejects.toThrow('JSON: not valid JSON');
	});

	it.each([
		['small', 'x'],
		['sent in parts', '={{ "x".repeat(6000000) }}'],
	])('gives an object that is %s all that it is to have', async (key, text) => {
		const options = {
			cacheControl: 'max-age=60',
			contentDisposition: 'attachment; filename="a.txt"',
			contentEncoding: 'identity',
			contentType: 'text/markdown',
			expires: '2030-01-01T00:00:00Z',
			metadata: { values: [{ name: 'shelf', value: '3' }] },
			storageClass: 'STANDARD',
		};
		await run('object', 'put', { bucket, key, source: 'text', text, options });
		expect(await s3.send(new HeadObjectCommand({ Bucket, Key: key }))).toMatchObject({
			CacheControl: 'max-age=60',
			ContentDisposition: 'attachment; filename="a.txt"',
			ContentEncoding: 'identity',
			ContentType: 'text/markdown',
			ExpiresString: 'Tue, 01 Jan 2030 00:00:00 GMT',
			Metadata: { shelf: '3' },
		});
		expect(await first('object', 'head', { bucket, key })).toMatchObject({ ...options, expires: 'Tue, 01 Jan 2030 00:00:00 GMT', metadata: { shelf: '3' } });
		await expect(run('object', 'put', { bucket, key, source: 'text', text, options: { storageClass: 'NO_SUCH_CLASS' } })).rejects.toThrow();
	});

	it.each([
		['small', 'x'],
		['sent in parts', '={{ "x".repeat(6000000) }}'],
	])('stores an object that is %s only if there is none', async (what, text) => {
		const parameters = { bucket, key: `absent ${what}`, source: 'text', text, options: { ifAbsent: true } };
		await run('object', 'put', parameters);
		await expect(run('object', 'put', { ...parameters, text: 'other' })).rejects.toMatchObject({
			message: `Object "absent ${what}" exists already in bucket "${Bucket}"`,
			httpCode: 'PreconditionFailed',
		});
		// Of those that race for it one wins, and is told so.
		const racing = await run('object', 'put', { ...parameters, key: `race ${what}` }, { items: itemsOf({}, {}, {}, {}), onError: 'continueRegularOutput' });
		expect(racing.filter(({ json }) => json.error === undefined)).toHaveLength(1);
	});

	it('takes a file of an earlier node', async () => {
		const file = await storedBinary(Buffer.from('earlier'), 'earlier.txt', 'text/plain');
		await run('object', 'put', { bucket, key: 'earlier', source: 'binary', property: '={{ $json.file }}' }, { items: itemsOf({ file }) });
		expect(String(await stored('earlier'))).toBe('earlier');
	});

	it('refuses bytes that are not the expected ones, and leaves what is there', async () => {
		const text = { bucket, key: 'guarded', source: 'text' };
		await run('object', 'put', { ...text, text: 'right', options: { expectedSha256: sha256('right').toUpperCase() } });
		await expect(run('object', 'put', { ...text, text: 'wrong', options: { expectedSha256: sha256('right') } })).rejects.toMatchObject({
			message: `Expected SHA-256: the bytes have ${sha256('wrong')}`,
		});
		expect(String(await stored('guarded'))).toBe('right');
	});

	it.each([
		['a name that no header can have', { metadata: { values: [{ name: 'größe', value: '1' }] } }, 'Metadata: "größe" cannot be a name'],
	])('refuses %s', async (_what, options, message) => {
		await expect(run('object', 'put', { bucket, key: 'x', source: 'text', text: '', options })).rejects.toThrow(message);
	});
});

describe('bytes that change on their way', () => {
	const large = '={{ "x".repeat(6000000) }}';
	const through = async (mischief: Mischief, parameters: { key: string; text: string }) => {
		let done = 0;
		// Only the first body: what is damaged once is not damaged always.
		const proxy = await startGatewayProxy(gatewayCredential.endpoint, ({ method }) => (method === 'PUT' && done++ === 0 ? mischief : undefined));
		const credentials = { cephObjectGatewayApi: { ...gatewayCredential, endpoint: proxy.url } };
		try {
			return await run('object', 'put', { bucket, source: 'text', ...parameters }, { credentials });
		} finally {
			proxy.close();
		}
	};
	const nothing = async (Key: string) => {
		await expect(s3.send(new HeadObjectCommand({ Bucket, Key }))).rejects.toMatchObject({ name: 'NotFound' });
		expect((await s3.send(new ListMultipartUploadsCommand({ Bucket, Prefix: Key }))).Uploads ?? []).toEqual([]);
	};

	it.each([
		['damaged small', 'text'],
		['damaged large', large],
	])('are refused by the gateway: %s', async (key, text) => {
		await expect(through({ corrupt: true }, { key, text })).rejects.toMatchObject({ httpCode: 'BadDigest', message: `The gateway got other bytes for object "${key}" in bucket "${Bucket}" than were sent, and refused them` });
		await nothing(key);
	});

	it.each([
		['doubtful small', 'text'],
		['doubtful large', large],
	])('are removed when the gateway says that it has others: %s', async (key, text) => {
		await expect(through({ etag: 'ab'.repeat(16) }, { key, text })).rejects.toMatchObject({ httpCode: 'BadDigest', message: expect.stringContaining(`their entity tag is ${'ab'.repeat(16)}, not `) as string });
		await nothing(key);
	});

	it('are sent again when the answer was lost', async () => {
		expect(await through({ loseAnswer: true }, { key: 'lost small', text: 'text' })).toMatchObject([{ json: { size: 4 } }]);
		expect(await through({ loseAnswer: true }, { key: 'lost large', text: large })).toMatchObject([{ json: { size: 6_000_000 } }]);
		expect(await stored('lost large')).toHaveLength(6_000_000);
	});

	it('are put together once when the answer to that was lost', async () => {
		let lost = false;
		const proxy = await startGatewayProxy(gatewayCredential.endpoint, ({ method, url = '' }) => {
			if (lost || method !== 'POST' || !url.includes('uploadId=')) return undefined;
			lost = true;
			return { loseAnswer: true };
		});
		const credentials = { cephObjectGatewayApi: { ...gatewayCredential, endpoint: proxy.url } };
		try {
			const json = await first('object', 'put', { bucket, key: 'lost end', source: 'text', text: large }, { credentials });
			expect(lost).toBe(true);
			const { ETag } = await s3.send(new HeadObjectCommand({ Bucket, Key: 'lost end' }));
			expect(`"${json.etag as string}"`).toBe(ETag);
		} finally {
			proxy.close();
		}
	});
});

describe('get', () => {
	beforeAll(async () => {
		await s3.send(new PutObjectCommand({ Bucket, Key: 'docs/two words.txt', Body: '0123456789', ContentType: 'text/plain', Metadata: { shelf: '3' } }));
	});

	it('gives the bytes as a file named after the key, with what is known of the object', async () => {
		const [item] = await run('object', 'get', { bucket, key: 'docs/two words.txt', property: 'file' });
		expect(String(await bytesOf(item!.binary!.file))).toBe('0123456789');
		expect(item!.binary!.file).toMatchObject({ fileName: 'two words.txt', mimeType: 'text/plain' });
		expect(item!.json).toEqual({
			bucket: Bucket,
			key: 'docs/two words.txt',
			size: 10,
			contentType: 'text/plain',
			etag: '781e5e245d69b566979b86e28d23f2c7',
			lastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
			storageClass: 'STANDARD',
			metadata: { shelf: '3' },
		});
	});

	it.each([
		['2-4', '234', 'bytes 2-4/10'],
		['bytes=8-', '89', 'bytes 8-9/10'],
		['-3', '789', 'bytes 7-9/10'],
	])('gives the range %s', async (range, text, contentRange) => {
		const [item] = await run('object', 'get', { bucket, key: 'docs/two words.txt', property: 'data', options: { range, fileName: 'part', computeSha256: true } });
		expect(String(await bytesOf(item!.binary!.data))).toBe(text);
		expect(item!.binary!.data!.fileName).toBe('part');
		expect(item!.json).toMatchObject({ size: text.length, contentRange, sha256: sha256(text) });
	});

	it('says what is wrong with a range', async () => {
		const get = (range: string) => run('object', 'get', { bucket, key: 'docs/two words.txt', property: 'data', options: { range } });
		await expect(get('4-2')).rejects.toThrow('Range: "4-2" is no range of bytes');
		await expect(get('100-200')).rejects.toMatchObject({ message: `The range lies outside object "docs/two words.txt" in bucket "${Bucket}"`, httpCode: 'InvalidRange' });
	});

	it('goes on where a connection broke', async () => {
		const text = Array.from({ length: 40_000 }, (_, n) => `line ${n}\n`).join('');
		await s3.send(new PutObjectCommand({ Bucket, Key: 'broken', Body: text }));
		let cuts = 0;
		const proxy = await startGatewayProxy(gatewayCredential.endpoint, () => (cuts++ < 3 ? { cutAfter: 100_001 } : undefined));
		const credentials = { cephObjectGatewayApi: { ...gatewayCredential, endpoint: proxy.url } };
		try {
			const [item] = await run('object', 'get', { bucket, key: 'broken', property: 'data', options: { computeSha256: true } }, { credentials });
			expect(item!.json).toMatchObject({ size: text.length, sha256: sha256(text) });
			expect(String(await bytesOf(item!.binary!.data))).toBe(text);
			expect(proxy.requests).toHaveLength(4);
			cuts = 0;
			const [part] = await run('object', 'get', { bucket, key: 'broken', property: 'data', options: { range: '-350000' } }, { credentials });
			expect(String(await bytesOf(part!.binary!.data))).toBe(text.slice(-350_000));
		} finally {
			proxy.close();
		}
	});

	it('does not take the rest from another object', async () => {
		await s3.send(new PutObjectCommand({ Bucket, Key: 'changing', Body: 'a'.repeat(300_000) }));
		let replaced: Promise<unknown> | undefined;
		const proxy = await startGatewayProxy(gatewayCredential.endpoint, () => {
			if (replaced) return undefined;
			// The connection breaks only when the object is another one.
			replaced = new Promise((resolve) => setTimeout(resolve, 20)).then(() => s3.send(new PutObjectCommand({ Bucket, Key: 'changing', Body: 'b'.repeat(300_000) })));
			return { cutAfter: 100_000, cutWhen: () => replaced! };
		});
		const credentials = { cephObjectGatewayApi: { ...gatewayCredential, endpoint: proxy.url } };
		try {
			await expect(run('object', 'get', { bucket, key: 'changing', property: 'data' }, { credentials })).rejects.toThrow('The object was replaced or deleted while it was being read');
		} finally {
			proxy.close();
		}
	});

	it('refuses an object that is not the expected one', async () => {
		const { ETag = '' } = await s3.send(new HeadObjectCommand({ Bucket, Key: 'docs/two words.txt' }));
		const get = (ifMatch: string) => run('object', 'get', { bucket, key: 'docs/two words.txt', property: 'data', options: { ifMatch } });
		for (const tag of [ETag, ETag.replaceAll('"', '')]) expect(await get(tag)).toHaveLength(1);
		await expect(get('ab'.repeat(16))).rejects.toMatchObject({ message: `Object "docs/two words.txt" in bucket "${Bucket}" is not the expected one`, httpCode: 'PreconditionFailed' });
	});

	it('says whether the object or the bucket is missing', async () => {
		await expect(run('object', 'get', { bucket, key: 'nothing', property: 'data' })).rejects.toMatchObject({
			message: `There is no object "nothing" in bucket "${Bucket}"`,
			httpCode: 'NoSuchKey',
		});
		const nowhere = unique();
		await expect(run('object', 'get', { bucket: named(nowhere), key: 'nothing', property: 'data' })).rejects.toMatchObject({
			message: `There is no bucket "${nowhere}"`,
			httpCode: 'NoSuchBucket',
		});
	});
});

describe('head', () => {
	it('gives what is known of an object', async () => {
		await s3.send(new PutObjectCommand({ Bucket, Key: 'headed', Body: 'abc', ContentType: 'text/csv' }));
		expect(await first('object', 'head', { bucket, key: 'headed' })).toEqual({
			bucket: Bucket,
			key: 'headed',
			size: 3,
			contentType: 'text/csv',
			etag: '900150983cd24fb0d6963f7d28e17f72',
			lastModified: expect.any(String) as string,
			storageClass: 'STANDARD',
			metadata: {},
		});
		expect(await first('object', 'head', { bucket, key: 'headed', options: { missing: 'output' } })).toMatchObject({ exists: true, size: 3 });
	});

	it('takes a missing object as an error or as an answer, a missing bucket always as an error', async () => {
		await expect(run('object', 'head', { bucket, key: 'nothing' })).rejects.toMatchObject({ httpCode: 'NoSuchKey' });
		expect(await first('object', 'head', { bucket, key: 'nothing', options: { missing: 'output' } })).toEqual({ exists: false, bucket: Bucket, key: 'nothing' });
		await expect(run('object', 'head', { bucket: named(unique()), key: 'nothing', options: { missing: 'output' } })).rejects.toMatchObject({ httpCode: 'NoSuchBucket' });
	});
});

describe('copy', () => {
	beforeAll(async () => {
		await s3.send(new PutObjectCommand({ Bucket, Key: 'incoming/1 %2F+ä?#', Body: 'content', ContentType: 'text/csv', Metadata: { shelf: '3' } }));
	});
	const source = { sourceBucket: bucket, sourceKey: 'incoming/1 %2F+ä?#', bucket };

	it('copies bytes, type and metadata inside the cluster', async () => {
		const json = await first('object', 'copy', { ...source, key: 'acme/hash' });
		expect(json).toEqual({
			bucket: Bucket,
			key: 'acme/hash',
			sourceBucket: Bucket,
			sourceKey: 'incoming/1 %2F+ä?#',
			etag: '9a0364b9e99bb480dd25e1f0284c8555',
		});
		expect(String(await stored('acme/hash'))).toBe('content');
		expect(await first('object', 'head', { bucket, key: 'acme/hash' })).toMatchObject({ contentType: 'text/csv', metadata: { shelf: '3' } });
	});

	it('gives the copy a type and metadata of its own', async () => {
		await run('object', 'copy', { ...source, key: 'acme/other', options: { contentType: 'text/plain', metadata: { values: [{ name: 'title', value: 'ä' }] } } });
		expect(await first('object', 'head', { bucket, key: 'acme/other' })).toMatchObject({ contentType: 'text/plain', metadata: { title: 'ä' } });
	});

	it('names what is missing', async () => {
		await expect(run('object', 'copy', { ...source, sourceKey: 'no/thing', key: 'x' })).rejects.toMatchObject({
			message: `There is no object "no/thing" in bucket "${Bucket}"`,
			httpCode: 'NoSuchKey',
		});
		const nowhere = unique();
		await expect(run('object', 'copy', { ...source, sourceBucket: named(nowhere), key: 'x' })).rejects.toMatchObject({
			message: `There is no bucket "${nowhere}" or "${Bucket}"`,
			httpCode: 'NoSuchBucket',
		});
		await expect(run('object', 'copy', { ...source, bucket: named(nowhere), key: 'x' })).rejects.toThrow(`There is no bucket "${Bucket}" or "${nowhere}"`);
	});
});

describe('delete', () => {
	it('deletes, and is content when there is nothing to delete', async () => {
		await s3.send(new PutObjectCommand({ Bucket, Key: 'doomed', Body: 'x' }));
		for (let time = 0; time < 2; time++) {
			expect(await first('object', 'delete', { bucket, key: 'doomed' })).toEqual({ bucket: Bucket, key: 'doomed', deleted: true });
			await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'doomed' }))).rejects.toMatchObject({ name: 'NotFound' });
		}
		await expect(run('object', 'delete', { bucket: named(unique()), key: 'doomed' })).rejects.toMatchObject({ httpCode: 'NoSuchBucket' });
	});
});

describe('awkward keys', () => {
	const awkward = named(bucketForTests());
	const items = itemsOf(...AWKWARD_KEYS.map((key) => ({ key })));

	it('are put, listed, read, copied and deleted as they are', async () => {
		const at = { bucket: awkward, key: '={{ $json.key }}' };
		const put = await run('object', 'put', { ...at, source: 'text', text: '={{ $json.key }}' }, { items });
		expect(put.map(({ json }) => json.key)).toEqual(AWKWARD_KEYS);

		const got = await run('object', 'get', { ...at, property: 'data', options: { fileName: 'x.txt' } }, { items });
		expect(await Promise.all(got.map(async ({ binary }) => String(await bytesOf(binary!.data))))).toEqual(AWKWARD_KEYS);

		for (const [Key, index] of AWKWARD_KEYS.map((key, at) => [key, at] as const)) {
			const { Body } = await s3.send(new GetObjectCommand({ Bucket: awkward.value, Key }));
			expect([index, await Body!.transformToString()]).toEqual([index, Key]);
		}
		const listed = await run('object', 'getAll', { bucket: awkward, returnAll: true });
		expect(listed.map(({ json }) => json.key).toSorted()).toEqual(AWKWARD_KEYS.toSorted());

		const copies = { ...at, sourceBucket: awkward, sourceKey: '={{ $json.key }}', bucket, key: '={{ "copy" + $itemIndex }}' };
		await run('object', 'copy', copies, { items });
		expect(await Promise.all(AWKWARD_KEYS.map(async (_key, index) => String(await stored(`copy${index}`))))).toEqual(AWKWARD_KEYS);

		await run('object', 'delete', at, { items });
		expect(await run('object', 'getAll', { bucket: awkward, returnAll: true })).toEqual([]);
	});

	it('longer than the gateway takes are refused in words', async () => {
		const key = 'y'.repeat(1025);
		await expect(run('object', 'put', { bucket, key, source: 'text', text: '' })).rejects.toMatchObject({ description: expect.stringContaining('1,024 bytes') as string });
	});
});
