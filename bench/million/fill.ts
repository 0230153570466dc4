import { randomUUID } from 'node:crypto';

import type { ProposedEvent } from '../../stack/eventstore/store/records.ts';
import { Store } from '../../stack/eventstore/store/store.ts';
import { uuidBytes } from '../../stack/eventstore/store/uuid.ts';

/** Bytes of an event's data, which is JSON. */
const SIZE = 1024;
/** Events of one append, all of one stream. */
const AT_ONCE = 500;
const STREAMS = 1000;

/** What a database is filled with. */
export interface Filling {
	folder: string;
	events: number;
	/** Whether the system projections link each event while it is written. */
	projections: boolean;
}

/** Fills a database without a server: by the store that the server works with, so that the file is one that a server wrote. */
export async function fill({ folder, events, projections }: Filling): Promise<void> {
	const store = new Store(folder);
	try {
		for (const { name } of projections ? store.projections() : []) await store.enableProjection(name, true);
		const data = Buffer.from(JSON.stringify({ note: 'x'.repeat(SIZE - '{"note":""}'.length) }));
		const none = new Uint8Array();
		const event = (): ProposedEvent => ({ id: uuidBytes(randomUUID()), type: 'Measured', isJson: true, data, metadata: none });
		for (let [left, append] = [events, 0]; left > 0; left -= AT_ONCE, append++) {
			const some = Array.from({ length: Math.min(left, AT_ONCE) }, event);
			await store.append(`bench-${append % STREAMS}`, 'any', some);
		}
		// What of the log the projections have not read at their commits they read in commits that follow.
		const behind = () => projections && store.projections().some(({ position, fault }) => fault === null && position < store.lastPosition());
		while (behind()) await store.transact(() => undefined);
	} finally {
		await store.close();
	}
}
