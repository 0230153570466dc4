import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

import { BinaryDataService } from 'n8n-core';
import { Container } from '@n8n/di';

import { growth } from '../../support/held-memory.ts';
import { items, run } from './support/ipfs.ts';

const SIZE = 256 << 20;
/** A fraction of the file. */
const BOUND = 64 << 20;

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
		const { bytes: adding } = await growth(async () => {
			// Kubo syncs each block to its disk: few large ones are stored sooner.
			const options = { chunker: 'size-1048576' };
			const [added] = await run('file', 'add', { source: 'binary', property: 'data', options }, { items: [{ json: {}, binary: { data } }] });
			expect(added!.size).toBe(SIZE);
			cid = added!.cid as string;
		});
		const { bytes: reading } = await growth(async () => {
			const [read] = await items('file', 'cat', { path: cid, property: 'data' });
			let back = 0;
			for await (const chunk of await store.getAsStream(read!.binary!.data!.id!)) back = crc32(chunk as Buffer, back);
			expect(back).toBe(sum);
		});
		expect(adding).toBeLessThan(BOUND);
		expect(reading).toBeLessThan(BOUND);
		await run('pin', 'remove', { pin: { __rl: true, mode: 'cid', value: cid } });
	} finally {
		await rm(folder, { recursive: true });
	}
});
