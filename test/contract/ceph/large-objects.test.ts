import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { GetObjectCommand, HeadObjectCommand, ListMultipartUploadsCommand } from '@aws-sdk/client-s3';
import type { IBinaryData } from 'n8n-workflow';

import { growth } from '../../support/held-memory.ts';
import { executionOf, storedFile } from '../../support/node-runner.ts';
import { bucketForTests, named, node, run, s3 } from './support/ceph.ts';
import { randomBytes, sha256Of } from './support/random-file.ts';

const MIB = 1 << 20;
const SIZE = 128 * MIB;
/** Parts under way, and the one being filled; a fraction of the file. */
const BOUND = 64 * MIB;

const Bucket = bucketForTests();
const bucket = named(Bucket);

let folder: string;
let file: IBinaryData;
let sha256: string;

const streamOf = ({ id = '' }: IBinaryData) => executionOf(node).helpers.getBinaryStream(id, MIB);

const unfinished = async () => (await s3.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads ?? [];

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'cim-ceph-'));
	const path = join(folder, 'large');
	await pipeline(Readable.from(randomBytes(SIZE + MIB / 2)), createWriteStream(path));
	file = await storedFile(path, 'large.bin', 'application/octet-stream');
	sha256 = await sha256Of(await streamOf(file));
});
afterAll(() => rm(folder, { recursive: true }));

const put = (key: string, more = {}, run_ = {}) => run('object', 'put', { bucket, key, source: 'binary', property: 'data', ...more }, { items: [{ json: {}, binary: { data: file } }], ...run_ });

describe('a large object', () => {
	it('goes up in parts and comes down, never in memory as a whole', async () => {
		const up = await growth(() => put('large'));
		expect(up.result[0]!.json).toMatchObject({ size: SIZE + MIB / 2, sha256, etag: expect.stringMatching(/-26$/) as string });
		const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'large' }));
		expect(await sha256Of(Body as Readable)).toBe(sha256);

		const down = await growth(() => run('object', 'get', { bucket, key: 'large', property: 'data' }));
		expect(await sha256Of(await streamOf(down.result[0]!.binary!.data!))).toBe(sha256);
		expect(up.bytes).toBeLessThan(BOUND);
		expect(down.bytes).toBeLessThan(BOUND);
	});

	it('leaves nothing behind when it turns out to be another than expected', async () => {
		await expect(put('unexpected', { options: { expectedSha256: 'ab'.repeat(32) } })).rejects.toThrow(`Expected SHA-256: the bytes have ${sha256}`);
		expect(await unfinished()).toEqual([]);
		await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'unexpected' }))).rejects.toMatchObject({ name: 'NotFound' });
	});

	it('leaves nothing behind when the user stops the execution', async () => {
		const stop = new AbortController();
		const running = put('stopped', {}, { signal: stop.signal });
		while ((await unfinished()).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
		stop.abort();
		await expect(running).rejects.toThrow();
		expect(await unfinished()).toEqual([]);
		await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'stopped' }))).rejects.toMatchObject({ name: 'NotFound' });
	});

	it('goes up in parts of the size that the user wants', async () => {
		const [item] = await put('own parts', { options: { partSize: '32 MiB' } });
		expect(item!.json).toMatchObject({ sha256, etag: expect.stringMatching(/-5$/) as string });
		await expect(put('small parts', { options: { partSize: '4 MiB' } })).rejects.toMatchObject({
			message: 'Part Size: 4194304 bytes are no size for the parts of this object',
			description: 'Allowed: 5 MiB to 5 GiB',
		});
		await expect(put('odd parts', { options: { partSize: 'many' } })).rejects.toThrow('Part Size: got "many"');
	});
});
