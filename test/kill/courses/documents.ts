import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';

import { sample } from '../../../acceptance/support/documents/samples.ts';
import { BUCKET, keys, lose, unfinishedUploads } from '../../../acceptance/support/objects.ts';
import type { Ground } from '../ground.ts';
import { cidOf, isPinned, unpin } from '../systems/ipfs.ts';
import { eventsOf } from '../systems/journal.ts';
import type { Answer, Case, Course, Inventory } from './course.ts';

/** A document of a tenant of its own. */
interface Document {
	tenant: string;
	sha256: string;
	/** Made of both. */
	id: string;
	publish: () => Promise<Answer>;
	inventory: () => Promise<Inventory>;
	forget: () => Promise<void>;
}

async function makeDocument(ground: Ground): Promise<Document> {
	const { systems, netBox } = ground;
	const made = await netBox.makeTenant(ground.newSlug());
	const { slug } = made;
	// Its text has the tenant, so that the bytes are those of this case.
	const document = sample('a PDF', slug);
	const bytes = await buffer(document.open());
	const { name, mediaType } = document;
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	const id = createHash('sha256').update(`${slug}/${sha256}`).digest('hex').slice(0, 32);
	const cid = await cidOf(systems, bytes);
	const isPublished = () => isPinned(systems, cid);
	return {
		tenant: slug,
		sha256,
		id,
		publish: () => ground.call(`publish-document?${String(new URLSearchParams({ tenant: slug, name }))}`, { headers: { 'content-type': mediaType }, body: bytes }),
		inventory: async () => ({
			facts: (await eventsOf(systems, `document-${id}`)).map(({ type }) => type),
			objects: await keys(systems, `${slug}/`),
			unfinished: (await unfinishedUploads(systems)).filter((upload) => upload.startsWith(slug)),
			pinned: await isPublished(),
		}),
		async forget() {
			for (const key of await keys(systems, `${slug}/`)) await lose(systems, BUCKET, key);
			if (await isPublished()) await unpin(systems, cid);
			await netBox.forget(made);
		},
	};
}

function caseOf({ tenant, id, sha256, publish, inventory, forget }: Document): Case {
	return { tenant, words: [tenant, id, sha256], journal: `process-publish-document.${id}`, call: publish, inventory, forget };
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
			for (const key of await keys(ground.systems, `${document.tenant}/`)) await lose(ground.systems, BUCKET, key);
			const call = () => ground.call(`documents/${document.id}`, { method: 'GET' });
			return { ...caseOf(document), journal: undefined, call };
		},
		// The bytes are back, and no event says so.
		mayLeave: ({ facts, ...found }, { facts: told, ...undisturbed }) =>
			JSON.stringify(found) === JSON.stringify(undisturbed) && JSON.stringify(facts) === JSON.stringify((told as string[]).slice(0, -1)),
	},
];
