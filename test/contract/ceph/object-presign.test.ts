import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';

import { AWKWARD_KEYS, bucketForTests, first, gatewayCredential, itemsOf, named, run, s3 } from './support/ceph.ts';
import { versionedBucketForTests } from './support/versioned-bucket.ts';

const Bucket = bucketForTests();
const bucket = named(Bucket);
const versioned = versionedBucketForTests();

interface Answer {
	status: number;
	headers: Record<string, string | string[] | undefined>;
	body: Buffer;
}

/** Calls a URL with no client of S3, and with no key. */
async function call(url: string, method = 'GET', headers: Record<string, string> = {}, body?: Buffer): Promise<Answer> {
	return await new Promise((resolve, reject) => {
		const outgoing = request(url, { method, headers: { ...headers, ...(body && { 'content-length': body.length }) } }, (answer) => {
			buffer(answer).then((bytes) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: bytes }), reject);
		});
		outgoing.once('error', reject).end(body);
	});
}

const urlOf = async (parameters: object) => (await first('object', 'presign', { bucket, method: 'get', expiresIn: 60, ...parameters })) as { url: string; headers: Record<string, string>; expiresAt: string };

describe('a URL to get an object', () => {
	it('gives its bytes to who has it, as they were stored or as the URL says', async () => {
		await s3.send(new PutObjectCommand({ Bucket, Key: 'a/report.pdf', Body: 'bytes', ContentType: 'application/pdf' }));
		const plain = await urlOf({ key: 'a/report.pdf' });
		expect(plain).toMatchObject({ bucket: Bucket, key: 'a/report.pdf', method: 'GET', headers: {} });
		expect(Date.parse(plain.expiresAt) - Date.now()).toBeLessThanOrEqual(60_000);
		const answer = await call(plain.url);
		expect([answer.status, String(answer.body), answer.headers['content-type']]).toEqual([200, 'bytes', 'application/pdf']);

		const getOptions = { contentType: 'text/plain', contentDisposition: 'attachment; filename="Übersicht (1).txt"' };
		const other = await call((await urlOf({ key: 'a/report.pdf', getOptions })).url);
		expect([other.status, other.headers['content-type']]).toEqual([200, 'text/plain']);
		expect(Buffer.from(String(other.headers['content-disposition']), 'latin1').toString()).toBe(getOptions.contentDisposition);
	});

	it('is good for awkward keys, in clients that resolve paths as well', async () => {
		for (const Key of AWKWARD_KEYS) await s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
		const made = await run('object', 'presign', { bucket, key: '={{ $json.key }}', method: 'get', expiresIn: 600 }, { items: itemsOf(...AWKWARD_KEYS.map((key) => ({ key }))) });
		const answers = await Promise.all(made.map(async ({ json }) => String((await call(json.url as string)).body)));
		expect(answers).toEqual(AWKWARD_KEYS);
		const fetched = await fetch(made[0]!.json.url as string);
		expect(await fetched.text()).toBe(AWKWARD_KEYS[0]);
	});

	it('is good for one version', async () => {
		const versions = [];
		for (const Body of ['one', 'two']) versions.push((await s3.send(new PutObjectCommand({ Bucket: versioned, Key: 'v', Body }))).VersionId!);
		const { url } = await urlOf({ bucket: named(versioned), key: 'v', getOptions: { versionId: versions[0]! } });
		expect(String((await call(url)).body)).toBe('one');
	});

	it('grants no more than it says, and not for longer', async () => {
		await s3.send(new PutObjectCommand({ Bucket, Key: 'granted', Body: 'bytes' }));
		const { url } = await urlOf({ key: 'granted', expiresIn: 1 });
		expect((await call(url, 'DELETE')).status).toBe(403);
		expect((await call(url.replace('granted', 'a/report.pdf'))).status).toBe(403);
		await sleep(2_100);
		expect((await call(url)).status).toBe(403);
	});

	it.each([0, 604_801])('is refused for %s seconds', async (expiresIn) => {
		await expect(run('object', 'presign', { bucket, key: 'a', method: 'get', expiresIn })).rejects.toMatchObject({
			message: `Expires In: ${expiresIn} is out of range`,
			description: 'Allowed: 1 to 604800',
		});
	});
});

describe('a URL to put an object', () => {
	it('takes what is sent to it', async () => {
		const bytes = randomBytes(100_000);
		const { url } = await urlOf({ key: 'put/untyped', method: 'put' });
		expect((await call(url, 'PUT', {}, bytes)).status).toBe(200);
		const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'put/untyped' }));
		expect(Buffer.from(await Body!.transformToByteArray())).toEqual(bytes);
	});

	it('takes no other type than it names', async () => {
		const { url, headers } = await urlOf({ key: 'put/typed', method: 'put', putOptions: { contentType: 'text/csv' } });
		expect(headers).toEqual({ 'content-type': 'text/csv' });
		expect((await call(url, 'PUT', { 'content-type': 'text/html' }, Buffer.from('x'))).status).toBe(403);
		expect((await call(url, 'PUT', headers, Buffer.from('a,b'))).status).toBe(200);
		expect(await s3.send(new HeadObjectCommand({ Bucket, Key: 'put/typed' }))).toMatchObject({ ContentType: 'text/csv', ContentLength: 3 });
	});

	it('is good for awkward keys', async () => {
		const made = await run('object', 'presign', { bucket, key: '={{ $json.key }}', method: 'put', expiresIn: 600 }, { items: itemsOf(...AWKWARD_KEYS.map((key) => ({ key }))) });
		for (const [index, { json }] of made.entries()) {
			expect([index, (await call(json.url as string, 'PUT', {}, Buffer.from(`put ${index}`))).status]).toEqual([index, 200]);
		}
		for (const [index, Key] of AWKWARD_KEYS.entries()) {
			const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
			expect(await Body!.transformToString()).toBe(`put ${index}`);
		}
	});
});

test('a URL begins with the public address of the gateway where the credential has one, and is good there', async () => {
	await s3.send(new PutObjectCommand({ Bucket, Key: 'public ä.txt', Body: 'bytes' }));
	const { port } = new URL(gatewayCredential.endpoint);
	const credentials = { cephObjectGatewayApi: { ...gatewayCredential, publicEndpoint: ` http://localhost:${port}/\n` } };
	const made = await first('object', 'presign', { bucket, key: 'public ä.txt', method: 'get', expiresIn: 60 }, { credentials });
	expect(made.url).toMatch(new RegExp(`^http://localhost:${port}/`));
	const answer = await call(made.url as string);
	expect([answer.status, String(answer.body)]).toEqual([200, 'bytes']);
	// The address is part of what is signed, so another one is not good.
	expect((await call((made.url as string).replace('localhost', '127.0.0.1'))).status).toBe(403);
	const put = await first('object', 'presign', { bucket, key: 'public', method: 'put', expiresIn: 60 }, { credentials });
	expect((await call(put.url as string, 'PUT', {}, Buffer.from('x'))).status).toBe(200);
	// What the node itself does goes by the other.
	const nowhere = { cephObjectGatewayApi: { ...gatewayCredential, publicEndpoint: 'https://nowhere.invalid' } };
	expect(await first('object', 'head', { bucket, key: 'public' }, { credentials: nowhere })).toMatchObject({ size: 1 });
});
