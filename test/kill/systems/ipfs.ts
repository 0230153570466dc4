import { Readable } from 'node:stream';

import type { Systems } from '../../../acceptance/support/systems.ts';

/** The CID that Kubo computes for bytes, without keeping them. */
export async function cidOf({ containers }: Systems, bytes: Buffer): Promise<string> {
	const printed = await containers.exec('ipfs', ['ipfs', 'add', '--only-hash', '--quieter', '--cid-version=1'], Readable.from([bytes]));
	return printed.trim();
}

/** Whether Kubo keeps content. */
export async function isPinned({ kubo }: Systems, cid: string): Promise<boolean> {
	for await (const pin of kubo.pin.ls({ type: 'recursive' })) if (pin.cid.toString() === cid) return true;
	return false;
}

export async function unpin({ kubo }: Systems, cid: string): Promise<void> {
	await kubo.pin.rm(cid);
}
