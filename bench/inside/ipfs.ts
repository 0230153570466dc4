import { createReadStream, createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { create } from 'kubo-rpc-client';
import pLimit from 'p-limit';

import { Ipfs } from '../../nodes/Ipfs/Ipfs.node.ts';
import type { Connections } from '../../stack/connections.ts';
import { runNode } from '../../test/support/node-runner.ts';
import { files } from './files.ts';
import type { Case } from './measure.ts';

const CONCURRENCY = 8;

/** Add and cat: bytes from n8n's binary store to Kubo, and from there to the store. Nothing stays pinned. */
export async function* ipfsCases({ ipfs: { rpcUrl, gatewayUrl } }: Connections): AsyncGenerator<Case> {
	const kubo = create({ url: rpcUrl });
	const credentials = { ipfsApi: { rpcUrl, gatewayUrl, authentication: 'none', allowUnauthorizedCerts: false } };
	const limit = pLimit(CONCURRENCY);
	for (const { size, bytes, items } of [
		{ size: '1 KiB', bytes: 1 << 10, items: 200 },
		{ size: '1 MiB', bytes: 1 << 20, items: 32 },
		{ size: '64 MiB', bytes: 64 << 20, items: 2 },
	]) {
		const given = await files(bytes, items);
		const each = <T>(work: (path: string, index: number) => Promise<T>) =>
			Promise.all(given.paths.map((path, index) => limit(() => work(path, index))));
		const cids = await each(async (path) => (await kubo.add(createReadStream(path), { cidVersion: 1, pin: false })).cid);
		yield {
			name: 'IPFS add',
			size,
			items,
			raw: () => each((path) => kubo.add(createReadStream(path), { cidVersion: 1, pin: false })),
			ours: () =>
				runNode(new Ipfs(), {
					parameters: { resource: 'file', operation: 'add', source: 'binary', property: 'data', options: { pin: false } },
					credentials,
					items: given.items,
				}),
		};
		yield {
			name: 'IPFS cat',
			size,
			items,
			raw: () => each((path, index) => pipeline(Readable.from(kubo.cat(cids[index]!)), createWriteStream(`${path}.got`))),
			ours: () =>
				runNode(new Ipfs(), {
					parameters: { resource: 'file', operation: 'cat', path: '={{ $json.cid }}', property: 'data', options: {} },
					credentials,
					items: cids.map((cid) => ({ json: { cid: String(cid) } })),
				}),
		};
		await given.remove();
	}
}
