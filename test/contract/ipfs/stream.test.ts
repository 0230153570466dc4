import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

import { BinaryDataService } from 'n8n-core';
import { Container } from '@n8n/di';

import { items, run } from './support/ipfs.ts';

const SIZE = 256 << 20;

/** The most that a task makes the process grow by, in MiB. */
async function growth(task: () => Promise<void>): Promise<number> {
	globalThis.gc?.();
	const before = process.memoryUsage.rss();
	let most = before;
	const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 10);
	await task();
	clearInterval(watch);
	return (most - before) / (1 << 20);
}

test('256 MiB pass through in both directions without being held in memory', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'cim-ipfs-'));
	try {
		const path = join(folder, 'large.bin');
		let sum = 0;
		const file = createWriteStream(path);
		const random = randomBytes(1 << 20);
		for (let written = 0; written < SIZE; written += 1 << 20) {
			// Each another block.
			const chunk = Buffer.from(random);
			chunk.writeUInt32LE(written);
			sum = crc32(chunk, sum);
			if (!file.write(chunk)) await once(file, 'drain');
		}
		file.end();
		await once(file, 'close');
		const store = Container.get(BinaryDataService);
		const location = { type: 'execution', workflowId: 'test', executionId: '1' } as const;
		const data = await store.copyBinaryFile(location, { data: '', fileName: 'large.bin', mimeType: 'application/octet-stream' }, path);

		let cid = '';
		const adding = await growth(async () => {
			// Kubo syncs each block to its disk: few large ones are stored sooner.
			const options = { chunker: 'size-1048576' };
			const [added] = await run('file', 'add', { source: 'binary', property: 'data', options }, { items: [{ json: {}, binary: { data } }] });
			expect(added!.size).toBe(SIZE);
			cid = added!.cid as string;
		});
		const reading = await growth(async () => {
			const [read] = await items('file', 'cat', { path: cid, property: 'data' });
			let back = 0;
			for await (const chunk of await store.getAsStream(read!.binary!.data!.id!)) back = crc32(chunk as Buffer, back);
			expect(back).toBe(sum);
		});
		expect({ adding: adding < 100, reading: reading < 100, MiB: [adding, reading] }).toMatchObject({ adding: true, reading: true });
		await run('pin', 'remove', { pin: { __rl: true, mode: 'cid', value: cid } });
	} finally {
		await rm(folder, { recursive: true });
	}
}, 120_000);
