import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

import { CreateBucketCommand, DeleteBucketCommand, DeleteObjectCommand, GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import type { INodeExecutionData, INodeType } from 'n8n-workflow';
import { S3 } from 'n8n-nodes-base/dist/nodes/S3/S3.node.js';
import pLimit from 'p-limit';

import { Ceph } from '../../nodes/Ceph/Ceph.node.ts';
import type { Connections } from '../../stack/connections.ts';
import { runNode } from '../../test/support/node-runner.ts';
import { files, type Files } from './files.ts';
import { gatewayClient } from './gateway-client.ts';
import type { Case } from './measure.ts';

const bucket = `bench-${Date.now()}`;
/** As the node has it. */
const CONCURRENCY = 8;
/** What nodes got, apart from what they are given. */
const GOT = 'got';

/** A thousand objects at once and one after another, and a large one: through our node, n8n's own and the bare SDK. */
export async function* cephCases({ rgw }: Connections): AsyncGenerator<Case> {
	const client = gatewayClient(rgw, CONCURRENCY);
	await client.send(new CreateBucketCommand({ Bucket: bucket }));
	try {
		yield* withFiles(client, 1 << 20, 1_000, (many) => [
			...casesOf(client, rgw, '1 MiB', many, { how: ', 8 at once', parallel: CONCURRENCY, ours: all, theirs: all }),
			// n8n's own node does one item after another in any case.
			...casesOf(client, rgw, '1 MiB', many, { how: ', one by one', parallel: 1, ours: oneByOne }),
		]);
		yield* withFiles(client, 1 << 30, 1, (one) => [...casesOf(client, rgw, '1 GiB', one, { how: '', parallel: 1, ours: all, theirs: all })]);
	} finally {
		await client.send(new DeleteBucketCommand({ Bucket: bucket }));
		client.destroy();
	}
}

async function* withFiles(client: S3Client, bytes: number, count: number, casesWith: (given: Files) => Case[]): AsyncGenerator<Case> {
	const given = await files(bytes, count);
	try {
		yield* casesWith(given);
	} finally {
		const limit = pLimit(CONCURRENCY);
		await Promise.all(given.paths.map((_, index) => limit(() => client.send(new DeleteObjectCommand({ Bucket: bucket, Key: keyOf(index) })))));
		await given.remove();
	}
}

type Way = (run: (items: INodeExecutionData[]) => Promise<unknown>, items: INodeExecutionData[]) => Promise<unknown>;

const all: Way = (run, items) => run(items);
const oneByOne: Way = async (run, items) => {
	for (const item of items) await run([item]);
};

interface Manner {
	how: string;
	parallel: number;
	ours: Way;
	theirs?: Way;
}

function* casesOf(client: S3Client, rgw: Connections['rgw'], size: string, given: Files, { how, parallel, ours, theirs }: Manner): Generator<Case> {
	const limit = pLimit(parallel);
	const each = (work: (path: string, key: string) => Promise<unknown>) => Promise.all(given.paths.map((path, index) => limit(() => work(path, keyOf(index)))));
	const credentials = {
		cephObjectGatewayApi: { endpoint: rgw.url, ...rgw, forcePathStyle: true, caCertificate: '', allowUnauthorizedCerts: false },
		s3: { endpoint: rgw.url, ...rgw, forcePathStyle: true, ignoreSSLIssues: false },
	};
	const node = (type: INodeType, parameters: object) => (items: INodeExecutionData[]) => runNode(type, { parameters: { ...parameters }, credentials, items: items.map(copied), executionId: GOT });
	const object = { resource: 'object', bucket: { __rl: true, mode: 'name', value: bucket }, key: '=file-{{ $json.index }}', property: 'data', options: {} };
	const file = { resource: 'file', bucketName: bucket, binaryPropertyName: 'data' };
	const put = node(new S3(), { ...file, operation: 'upload', fileName: '=file-{{ $json.index }}', binaryData: true, additionalFields: {}, tagsUi: {} });
	const get = node(new S3(), { ...file, operation: 'download', fileKey: '=file-{{ $json.index }}' });
	const items = given.items;
	const common = { size, items: items.length, after: forget };
	yield {
		...common,
		name: `Ceph put${how}`,
		raw: () => each((path, Key) => new Upload({ client, params: { Bucket: bucket, Key, Body: createReadStream(path) } }).done()),
		ours: () => ours(node(new Ceph(), { ...object, operation: 'put', source: 'binary' }), items),
		...(theirs && { n8n: () => theirs(put, items) }),
	};
	yield {
		...common,
		name: `Ceph get${how}`,
		raw: () =>
			each(async (path, Key) => {
				const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
				await pipeline(Body as NodeJS.ReadableStream, createWriteStream(`${path}.got`));
			}),
		ours: () => ours(node(new Ceph(), { ...object, operation: 'get' }), items),
		...(theirs && { n8n: () => theirs(get, items) }),
	};
}

/** n8n's own node puts what it gets into the items that it is given. */
function copied({ json, binary }: INodeExecutionData): INodeExecutionData {
	return { json: { ...json }, binary: { ...binary } };
}

function keyOf(index: number): string {
	return `file-${index}`;
}

/** Removes what was got from n8n's binary store, so that rounds do not fill the disk. */
async function forget(): Promise<void> {
	await Container.get(BinaryDataService).deleteMany([{ type: 'execution', workflowId: 'test', executionId: GOT }]);
}
