import { createHash } from 'node:crypto';

import type { Description } from './calls.ts';
import type { SampleDocument } from './documents/document.ts';
import { BUCKET } from './objects.ts';
import { known, type CimWorld, type Kept } from './world.ts';

/** What is said of a document of the scenario's tenant when it is handed in. */
export function described(world: CimWorld, { name }: SampleDocument): Description {
	return [
		['tenant', known(world.tenant, 'a tenant')],
		['name', name],
	];
}

/** Where the document with these bytes is kept: its id is the first half of the SHA-256 of its tenant and its own. */
export function placeOf(tenant: string, sha256: string): Kept {
	const key = `${tenant}/${sha256}`;
	const id = createHash('sha256').update(key).digest('hex').slice(0, 32);
	return { id, stream: `document-${id}`, bucket: BUCKET, key };
}
