import { randomBytes } from 'node:crypto';
import { request } from 'node:http';

import { HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { INodeParameters } from 'n8n-workflow';

import { storedBinary } from '../../support/node-runner.ts';
import { bucketForTests, first, named, run, s3 } from './support/ceph.ts';

const Bucket = bucketForTests();
const bucket = named(Bucket);

const TEXT = 'attachment; filename="Übersicht  №1 – 日本 😬.pdf"';
const given = { contentDisposition: TEXT, cacheControl: 'private, ä="ö"', contentEncoding: 'ä', contentType: 'text/plain; name="größe"' };
const metadata = { values: [{ name: 'file_name', value: 'Größe_1.pdf' }, { name: 'Tenant.id', value: 'a  b' }] };

/** The headers of an object as they come over the wire, read as UTF-8; Node.js gives each byte as a letter. */
async function headersOf(key: string): Promise<Record<string, string>> {
	const { url } = await first('object', 'presign', { bucket, key, method: 'get', expiresIn: 60 });
	return await new Promise((resolve, reject) => {
		request(url as string, (answer) => {
			answer.resume();
			resolve(Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, Buffer.from(String(value), 'latin1').toString()])));
		}).once('error', reject).end();
	});
}

const expected = { 'content-disposition': TEXT, 'cache-control': given.cacheControl, 'content-encoding': 'ä', 'content-type': given.contentType };
const described = { ...given, metadata: { file_name: 'Größe_1.pdf', 'tenant.id': 'a  b' } };

describe('letters beyond ASCII in headers', () => {
	it.each([
		['a small object', 'small', 10, {}],
		['one in parts', 'parts', 6 * 2 ** 20, { partSize: '5 MiB' }],
	])('come through with %s', async (_what, key, size, options) => {
		const data = await storedBinary(randomBytes(size), 'x.bin', 'application/octet-stream');
		await run('object', 'put', { bucket, key, source: 'binary', property: 'data', options: { ...given, metadata, ...options } }, { items: [{ json: {}, binary: { data } }] });
		expect(await headersOf(key)).toMatchObject({ ...expected, 'x-amz-meta-tenant.id': 'a  b', 'x-amz-meta-file_name': '=?UTF-8?B?R3LDtsOfZV8xLnBkZg==?=' });
		expect(await first('object', 'head', { bucket, key })).toMatchObject({ size, ...described });
		const [item] = await run('object', 'get', { bucket, key, property: 'data' });
		expect(item!.json).toMatchObject(described);
	});

	it('come through with copies and moves, whether they are given or the source has them', async () => {
		await run('object', 'put', { bucket, key: 'source', source: 'text', text: 'x', options: { ...given, metadata } });
		const from = { sourceBucket: bucket, sourceKey: 'source', bucket };
		await run('object', 'copy', { ...from, key: 'plain copy' });
		await run('object', 'copy', { ...from, key: 'own copy', options: { contentDisposition: 'inline; filename="ﬀ ı.txt"' } });
		await run('object', 'move', { ...from, key: 'moved', options: { metadata: { values: [{ name: 'x', value: '' }] } } });
		expect(await headersOf('plain copy')).toMatchObject(expected);
		expect(await headersOf('own copy')).toMatchObject({ ...expected, 'content-disposition': 'inline; filename="ﬀ ı.txt"' });
		expect(await headersOf('moved')).toMatchObject(expected);
		expect(await first('object', 'head', { bucket, key: 'own copy' })).toMatchObject({ ...described, contentDisposition: 'inline; filename="ﬀ ı.txt"' });
	});

	it('of objects of other clients are read, and kept by a copy that is given something of its own', async () => {
		const command = new PutObjectCommand({ Bucket, Key: 'foreign', Body: Buffer.from('x') });
		command.middlewareStack.add(
			(next) => async (args) => {
				// Node.js sends the letters of a text as bytes; these are those of UTF-8.
				Object.assign((args.request as { headers: object }).headers, { 'cache-control': Buffer.from('größe=日本').toString('latin1') });
				return await next(args);
			},
			{ step: 'deserialize', priority: 'low', name: 'rawHeader' },
		);
		await s3.send(command);
		expect(await first('object', 'head', { bucket, key: 'foreign' })).toMatchObject({ cacheControl: 'größe=日本' });
		await run('object', 'copy', { sourceBucket: bucket, sourceKey: 'foreign', bucket, key: 'foreign copy', options: { contentDisposition: 'ä' } });
		expect(await headersOf('foreign copy')).toMatchObject({ 'cache-control': 'größe=日本', 'content-disposition': 'ä' });
	});
});

describe('a line break in a header', () => {
	it.each<[string, INodeParameters]>([
		['Cache Control', { cacheControl: 'a\nb' }],
		['Content Disposition', { contentDisposition: 'attachment;\r\n filename="x"' }],
		['Content Encoding', { contentEncoding: 'a\nb' }],
		['Content Type', { contentType: 'text/plain\nx-amz-acl: public-read' }],
		['Storage Class', { storageClass: 'a\nb' }],
	])('is refused by the name of its field: %s', async (field, options) => {
		await expect(run('object', 'put', { bucket, key: 'broken', source: 'text', text: 'x', options })).rejects.toMatchObject({ message: `${field}: it has a line break`, description: 'Allowed: one line of text' });
		await expect(run('object', 'copy', { sourceBucket: bucket, sourceKey: 'source', bucket, key: 'broken', options })).rejects.toThrow(`${field}: it has a line break`);
		await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'broken' }))).rejects.toMatchObject({ name: 'NotFound' });
	});

	it('of a condition is refused, and one around a text is as good as none', async () => {
		const { ETag } = await s3.send(new PutObjectCommand({ Bucket, Key: 'tagged', Body: 'x' }));
		const get = (ifMatch: string) => run('object', 'get', { bucket, key: 'tagged', property: 'data', options: { ifMatch } });
		await expect(get('a\nb')).rejects.toThrow('Only If Entity Tag: it has a line break');
		await get(`${ETag!}\n`);
		await run('object', 'put', { bucket, key: 'tagged', source: 'text', text: 'x', options: { contentType: 'text/csv\n' } });
		expect(await s3.send(new HeadObjectCommand({ Bucket, Key: 'tagged' }))).toMatchObject({ ContentType: 'text/csv' });
	});
});

describe('names of metadata', () => {
	it('are all that the gateway takes, in lower case', async () => {
		const names = ['file_name', '__x', 'a.b', "a!#$%&'*+-.^`|~z", 'UPPER_Case'];
		await run('object', 'put', { bucket, key: 'named', source: 'text', text: 'x', options: { metadata: { values: names.map((name) => ({ name, value: 'v' })) } } });
		const { Metadata } = await s3.send(new HeadObjectCommand({ Bucket, Key: 'named' }));
		expect(Metadata).toEqual(Object.fromEntries(names.map((name) => [name.toLowerCase(), 'v'])));
	});

	it('are refused when two are one', async () => {
		const values = ['Tenant', 'tenant'].map((name) => ({ name, value: name }));
		await expect(run('object', 'put', { bucket, key: 'twice', source: 'text', text: 'x', options: { metadata: { values } } })).rejects.toThrow('Metadata: "tenant" is there twice');
	});
});

test('a bucket with a slash in its name is refused by the name of its field', async () => {
	await expect(run('object', 'getAll', { bucket: named('a/b') })).rejects.toMatchObject({ message: 'Bucket: "a/b" has a slash', description: expect.stringContaining('tenant:bucket') as string });
});
