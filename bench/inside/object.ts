import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

import { CreateBucketCommand, DeleteBucketCommand, DeleteObjectCommand, GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { S3 } from 'n8n-nodes-base/dist/nodes/S3/S3.node.js';
import pLimit from 'p-limit';

import { Ceph } from '../../nodes/Ceph/Ceph.node.ts';
import type { Connections } from '../../stack/connections.ts';
import { runNode } from '../../test/support/node-runner.ts';
import type { Case } from './measure.ts';
import { files, type Files } from './files.ts';
import { gatewayClient } from './gateway-client.ts';

const CONCURRENCY = 8;
const bucket = `bench-${Date.now()}`;

/** Object put and get: bytes from n8n's binary store to the gateway, and from there to the store. */
export async function* objectCases({ rgw }: Connections): AsyncGenerator<Case> {
	const client = gatewayClient(rgw, CONCURRENCY);
	await client.send(new CreateBucketCommand({ Bucket: bucket }));
	try {
		for (const { size, bytes, items } of [
			{ size: '1 KiB', bytes: 1 << 10, items: 400 },
			{ size: '1 MiB', bytes: 1 << 20, items: 64 },
			{ size: '64 MiB', bytes: 64 << 20, items: 4 },
		]) {
			const given = await files(bytes, items);
			yield put(client, rgw, size, given);
			yield get(client, rgw, size, given);
			await Promise.all(given.paths.map((_, index) => client.send(new DeleteObjectCommand({ Bucket: bucket, Key: `file-${index}` }))));
			await given.remove();
		}
	} finally {
		await client.send(new DeleteBucketCommand({ Bucket: bucket }));
		client.destroy();
	}
}

const ours = (rgw: Connections['rgw']) => ({
	cephObjectGatewayApi: { endpoint: rgw.url, ...rgw, forcePathStyle: true, caCertificate: '', allowUnauthorizedCerts: false },
});
const theirs = (rgw: Connections['rgw']) => ({ s3: { endpoint: rgw.url, ...rgw, forcePathStyle: true, ignoreSSLIssues: false } });
const locator = { __rl: true, mode: 'name', value: bucket };

function put(client: S3Client, rgw: Connections['rgw'], size: string, given: Files): Case {
	const limit = pLimit(CONCURRENCY);
	return {
		name: 'object put',
		size,
		items: given.paths.length,
		raw: () =>
			Promise.all(
				given.paths.map((path, index) =>
					limit(() => new Upload({ client, params: { Bucket: bucket, Key: `file-${index}`, Body: createReadStream(path) } }).done()),
				),
			),
		ours: () =>
			runNode(new Ceph(), {
				parameters: { resource: 'object', operation: 'put', bucket: locator, key: '=file-{{ $itemIndex }}', source: 'binary', property: 'data', options: {} },
				credentials: ours(rgw),
				items: given.items,
			}),
		n8n: () =>
			runNode(new S3(), {
				parameters: { resource: 'file', operation: 'upload', bucketName: bucket, fileName: '=file-{{ $itemIndex }}', binaryData: true, binaryPropertyName: 'data', additionalFields: {}, tagsUi: {} },
				credentials: theirs(rgw),
				items: given.items,
			}),
	};
}

function get(client: S3Client, rgw: Connections['rgw'], size: string, given: Files): Case {
	const limit = pLimit(CONCURRENCY);
	return {
		name: 'object get',
		size,
		items: given.paths.length,
		raw: () =>
			Promise.all(
				given.paths.map((path, index) =>
					limit(async () => {
						const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: `file-${index}` }));
						await pipeline(Body as NodeJS.ReadableStream, createWriteStream(`${path}.got`));
					}),
				),
			),
		ours: () =>
			runNode(new Ceph(), {
				parameters: { resource: 'object', operation: 'get', bucket: locator, key: '=file-{{ $itemIndex }}', property: 'data', options: {} },
				credentials: ours(rgw),
				items: given.items,
			}),
		n8n: () =>
			runNode(new S3(), {
				parameters: { resource: 'file', operation: 'download', bucketName: bucket, fileKey: '=file-{{ $itemIndex }}', binaryPropertyName: 'data' },
				credentials: theirs(rgw),
				items: given.items,
			}),
	};
}
