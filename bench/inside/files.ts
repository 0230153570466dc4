import { randomBytes } from 'node:crypto';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { INodeExecutionData } from 'n8n-workflow';

import { storedFile } from '../../test/support/node-runner.ts';

/** The same random bytes twice: as plain files for the raw clients, in n8n's binary store for the nodes. */
export interface Files {
	paths: string[];
	items: INodeExecutionData[];
	remove(): Promise<void>;
}

const CHUNK = 1 << 20;

export async function files(bytes: number, count: number): Promise<Files> {
	const folder = await mkdtemp(join(tmpdir(), 'cim-bench-'));
	const paths: string[] = [];
	const items: INodeExecutionData[] = [];
	for (let index = 0; index < count; index++) {
		const path = join(folder, String(index));
		await fill(path, bytes);
		paths.push(path);
		items.push({ json: { index }, binary: { data: await storedFile(path, `${index}.bin`, 'application/octet-stream') } });
	}
	return { paths, items, remove: () => rm(folder, { recursive: true }) };
}

async function fill(path: string, bytes: number): Promise<void> {
	if (bytes <= CHUNK) return await writeFile(path, randomBytes(bytes));
	const file = await open(path, 'w');
	for (let left = bytes; left > 0; left -= CHUNK) await file.write(randomBytes(Math.min(left, CHUNK)));
	await file.close();
}
