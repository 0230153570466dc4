// npm run bench:large: one large object through workflows of the running n8n, by our node and by n8n's own S3 node.
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';

import { CreateBucketCommand, DeleteBucketCommand, DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { Command } from 'commander';

import { Containers } from '../acceptance/support/containers.ts';
import { MemoryWatch } from '../acceptance/support/memory.ts';
import { connections } from '../stack/connections.ts';
import { ownerSession } from '../stack/n8n/session.ts';
import { runOnce } from './large/run-once.ts';
import { S3_CREDENTIAL, throughOurNode, throughS3Node } from './large/workflows.ts';
import { runningN8n, wholeNumber } from './running.ts';
import { renderTable } from '../stack/command/table.ts';

const MIB = 1 << 20;
/** What n8n may grow by while a file of any size passes through our node. */
const ALLOWED_GROWTH = 200 * MIB;

const command = new Command('npm run bench:large --')
	.description(
		'Takes an object from Ceph into the running n8n and puts it back under another key, in a workflow with our node, then in ' +
			"one whose put is n8n's own S3 node. Prints time and memory of both, compares hashes, and fails when the bytes differ or " +
			`n8n's memory grew by more than ${ALLOWED_GROWTH / MIB} MiB with our node (after a small object went through, so that all is loaded). ` +
			'The figures are kept in reports/bench-large.json. It needs three times the size on the disk.',
	)
	.option('--project <name>', 'Compose project', 'cim')
	.option('--size <MiB>', 'how large the object is', wholeNumber, 5120)
	.parse();
const { project, size: mebibytes } = command.opts<{ project: string; size: number }>();
await runningN8n(project).catch((error: unknown) => command.error((error as Error).message));

const size = mebibytes * MIB;
const { rgw, n8n } = await connections(project, 'host');
const s3 = new S3Client({ endpoint: rgw.url, region: rgw.region, credentials: rgw, forcePathStyle: true });
const Bucket = `bench-large-${Date.now()}`;
const session = await ownerSession(n8n);
const containers = await Containers.of(project);

await s3.send(new CreateBucketCommand({ Bucket }));
try {
	console.log(`Putting ${mebibytes} MiB into bucket ${Bucket}…`);
	await s3.send(new PutObjectCommand({ Bucket, Key: 'small', Body: randomBytes(16 * MIB) }));
	const expected = await putSource();
	const stack = await connections(project, 'stack');
	const credentials = [{ ...S3_CREDENTIAL, data: { ...stack.rgw, endpoint: stack.rgw.url, forcePathStyle: true } }];
	const rows = [];
	for (const [name, through] of [
		['n8n-nodes-cim', throughOurNode],
		["n8n's S3 node", throughS3Node],
	] as const) {
		console.log(`Through n8n, by ${name}…`);
		// What the nodes need to be loaded at all is not what the object needs.
		await runOnce({ session, n8n, workflow: through(Bucket, 'small'), credentials });
		const workflow = through(Bucket, 'source');
		const memory = await MemoryWatch.start(containers);
		const run = await runOnce({ session, n8n, workflow, credentials });
		const growth = await memory.stop();
		const error = run.error ?? (await differs(workflow.key, expected));
		rows.push({ name, growth, getSeconds: run.seconds.Get, putSeconds: run.seconds.Put, error });
	}
	const number = (value: number | undefined) => (value === undefined ? '–' : value.toFixed(1));
	console.log(
		renderTable(
			['Through', 'Get, s', 'Put, s', 'Memory, MiB', 'Outcome'],
			rows.map(({ name, growth, getSeconds, putSeconds, error }) => [name, number(getSeconds), number(putSeconds), `+${Math.round(growth / MIB)}`, error ?? 'same bytes']),
		),
	);
	await mkdir('reports', { recursive: true });
	await writeFile('reports/bench-large.json', `${JSON.stringify({ size, rows }, null, 2)}\n`);
	const [ours] = rows;
	process.exitCode = ours?.error === undefined && (ours?.growth ?? Infinity) < ALLOWED_GROWTH ? 0 : 1;
} finally {
	const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
	for (const { Key } of Contents) await s3.send(new DeleteObjectCommand({ Bucket, Key }));
	await s3.send(new DeleteBucketCommand({ Bucket }));
	s3.destroy();
}

/** @returns SHA-256 of what was put, in hex */
async function putSource(): Promise<string> {
	const hash = createHash('sha256');
	const block = randomBytes(MIB);
	function* bytes() {
		for (let at = 0; at < size; at += MIB) {
			// Every piece is another one.
			block.writeBigUInt64LE(BigInt(at));
			const piece = Buffer.from(block);
			hash.update(piece);
			yield piece;
		}
	}
	await new Upload({ client: s3, params: { Bucket, Key: 'source', Body: Readable.from(bytes(), { objectMode: false }) }, partSize: 16 * MIB }).done();
	return hash.digest('hex');
}

/** What is wrong with an object; `undefined` when it has the expected bytes. */
async function differs(Key: string, expected: string): Promise<string | undefined> {
	const hash = createHash('sha256');
	try {
		const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
		for await (const chunk of Body as Readable) hash.update(chunk as Uint8Array);
	} catch (error) {
		return `${Key} cannot be read: ${error instanceof Error ? error.name : String(error)}`;
	}
	return hash.digest('hex') === expected ? undefined : 'the bytes differ';
}
