import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';

import { sample } from '../../../acceptance/support/documents/samples.ts';
import { BUCKET, keys, lose, unfinishedUploads } from '../../../acceptance/support/objects.ts';
import type { Ground } from '../ground.ts';
import { cidOf, isPinned, unpin } from '../systems/ipfs.ts';
import { eventsOf } from '../systems/journal.ts';
import type { Answer, Case, Course, Inventory } from './course.ts';

/** A document that nothing else has. */
interface Document {
	/** In its text. */
	word: string;
	sha256: string;
	/** Made of its tenant and that. */
	id: string;
	publish: () => Promise<Answer>;
	/** Has the bucket lose its bytes. */
	lose: () => Promise<void>;
	inventory: () => Promise<Inventory>;
	forget: () => Promise<void>;
}

async function makeDocument(ground: Ground): Promise<Document> {
	const { systems } = ground;
	const word = ground.newWord();
	const { slug } = await ground.tenant();
	const { name, mediaType, bytes } = await newBytes(word);
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	const id = createHash('sha256').update(`${slug}/${sha256}`).digest('hex').slice(0, 32);
	const key = `${slug}/${sha256}`;
	const cid = await cidOf(systems, bytes);
	const loseBytes = () => lose(systems, BUCKET, key);
	return {
		word,
		sha256,
		id,
		publish: async () => withoutPlace(await ground.call(`publish-document?${String(new URLSearchParams({ tenant: slug, name }))}`, { headers: { 'content-type': mediaType }, body: bytes })),
		lose: loseBytes,
		inventory: async () => ({
			facts: (await eventsOf(systems, `document-${id}`)).map(({ type }) => type),
			objects: (await keys(systems, key)).length,
			unfinished: (await unfinishedUploads(systems)).filter((upload) => upload.startsWith(key)).length,
			pinned: await isPinned(systems, cid),
		}),
		async forget() {
			await loseBytes();
			if (await isPinned(systems, cid)) await unpin(systems, cid);
		},
	};
}

/** A PDF with the word in its text. */
async function newBytes(word: string): Promise<{ name: string; mediaType: string; bytes: Buffer }> {
	const document = sample('a PDF', word);
	return { name: document.name, mediaType: document.mediaType, bytes: await buffer(document.open()) };
}

/** Tenants are shared and differ from case to case, and each call has a correlation id of its own. */
function withoutPlace({ status, body }: Answer): Answer {
	const { tenant: _tenant, key: _key, correlationId: _correlationId, ...rest } = body as Record<string, unknown>;
	return { status, body: rest };
}

function caseOf({ id, sha256, word, publish, inventory, forget }: Document): Case {
	return { words: [id, sha256, word], journal: `process-publish-document.${id}`, call: publish, inventory, forget };
}

/** Kubo is set to take nothing. */
const REFUSED = 403;

export const documents: readonly Course[] = [
	{
		process: 'publish-document',
		name: 'published',
		prepare: async (ground) => caseOf(await makeDocument(ground)),
	},
	{
		process: 'publish-document',
		name: 'refused by IPFS',
		prepare: async (ground) => ({ ...caseOf(await makeDocument(ground)), refusals: new Map([['IPFS', REFUSED]]) }),
	},
	{
		process: 'retrieve-document',
		name: 'restored from IPFS',
		async prepare(ground) {
			const document = await makeDocument(ground);
			const { status } = await document.publish();
			if (status !== 201) throw new Error(`publish-document answered ${status}`);
			await document.lose();
			const call = () => ground.call(`documents/${document.id}`, { method: 'GET' });
			return { ...caseOf(document), journal: undefined, call };
		},
		// The bytes are back, and no event says so.
		mayLeave: ({ facts, ...found }, { facts: told, ...undisturbed }) =>
			JSON.stringify(found) === JSON.stringify(undisturbed) && JSON.stringify(facts) === JSON.stringify((told as string[]).slice(0, -1)),
	},
];
