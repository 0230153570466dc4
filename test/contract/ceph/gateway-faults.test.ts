import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';

import { HeadObjectCommand, ListBucketsCommand, ListMultipartUploadsCommand, ListPartsCommand } from '@aws-sdk/client-s3';
import type { IBinaryData } from 'n8n-workflow';

import { executionOf, storedFile } from '../../support/node-runner.ts';
import { bucketForTests, named, node, run, s3 } from './support/ceph.ts';
import { inCeph } from './support/ceph-command.ts';
import { randomBytes, sha256Of } from './support/random-file.ts';

const MIB = 1 << 20;
const SIZE = 256 * MIB;
const PATIENCE = 120_000;

const Bucket = bucketForTests();
const bucket = named(Bucket);

let folder: string;
let file: IBinaryData;
let sha256: string;

const hashOf = async ({ id = '' }: IBinaryData) => await sha256Of(await executionOf(node).helpers.getBinaryStream(id, MIB));

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'cim-ceph-'));
	const path = join(folder, 'large');
	await pipeline(Readable.from(randomBytes(SIZE)), createWriteStream(path));
	file = await storedFile(path, 'large.bin', 'application/octet-stream');
	sha256 = await hashOf(file);
}, PATIENCE);
afterAll(() => rm(folder, { recursive: true }));

/** @param name as kill knows it; the gateway is started again by itself when it ends, unless it is held */
async function signal(name: string): Promise<void> {
	await inCeph(['sh', '-c', `kill -${name} $(cat /run/cim/pids/rgw)`]).catch(() => undefined);
}

/** Waits until the gateway answers. */
async function answers(): Promise<void> {
	for (let tries = 0; tries < 120; tries++) {
		if (await s3.send(new ListBucketsCommand({})).catch(() => undefined)) return;
		await sleep(500);
	}
	throw new Error('The gateway did not come back');
}

const unfinished = async () => (await s3.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads ?? [];

/** Waits until some parts of an upload have arrived. */
async function underWay(Key: string): Promise<void> {
	for (;;) {
		const upload = (await unfinished()).find((open) => open.Key === Key);
		if (upload) {
			const { Parts = [] } = await s3.send(new ListPartsCommand({ Bucket, Key, UploadId: upload.UploadId })).catch(() => ({ Parts: [] }));
			if (Parts.length > 2) return;
		}
		await sleep(20);
	}
}

const put = (key: string) => run('object', 'put', { bucket, key, source: 'binary', property: 'data' }, { items: [{ json: {}, binary: { data: file } }] });

describe('a gateway that is killed', () => {
	it('in the middle of an upload makes it fail, and no parts are left behind', async () => {
		const running = put('killed').then(
			() => 'stored',
			(thrown: unknown) => thrown,
		);
		await underWay('killed');
		// For longer than a request is tried again.
		await inCeph(['touch', '/run/cim/held/rgw']);
		try {
			await signal('KILL');
			await sleep(4_000);
		} finally {
			await inCeph(['rm', '/run/cim/held/rgw']);
		}
		const failure = await running;
		expect(failure).toMatchObject({ httpCode: expect.stringMatching(/^(connection-lost|unreachable)$/) as string, message: expect.stringMatching(/^The object gateway /) as string });
		await answers();
		expect(await unfinished()).toEqual([]);
		await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'killed' }))).rejects.toMatchObject({ name: 'NotFound' });
	}, PATIENCE);

	it('in the middle of a download is waited for', async () => {
		await put('read');
		const reading = run('object', 'get', { bucket, key: 'read', property: 'data' });
		await sleep(300);
		await signal('KILL');
		const [item] = await reading;
		expect(await hashOf(item!.binary!.data!)).toBe(sha256);
		await answers();
	}, PATIENCE);
});

test('a gateway that hangs in the middle of an upload is waited for', async () => {
	const running = put('paused');
	await underWay('paused');
	await signal('STOP');
	try {
		await sleep(20_000);
	} finally {
		await signal('CONT');
	}
	const [item] = await running;
	expect(item!.json).toMatchObject({ size: SIZE, sha256 });
	expect(await s3.send(new HeadObjectCommand({ Bucket, Key: 'paused' }))).toMatchObject({ ContentLength: SIZE });
	expect(await unfinished()).toEqual([]);
}, PATIENCE);
