import { setTimeout as sleep } from 'node:timers/promises';

import { SystemError } from '../../shared/errors.ts';
import { waitUntil } from '../../shared/wait-until.ts';
import type { Dashboard } from '../dashboard/dashboard.ts';
import type { TrashEntry } from './dashboard-answers.ts';
import type { TrashSpec } from './image-spec.ts';

/** Milliseconds that the Dashboard answers from what it has read before; a little more, to be past it. */
const KEPT = 1_100;
/** Milliseconds within which a change shows. */
const SETTLED = 5_000;
/** How the Dashboard says that an answer is not an old one, for want of a new one in time. */
const NEW = 0;

type Answer = { status: number; value: TrashEntry[] }[] | { status: number };

/** What is in the trash, of one pool or of all pools for images; at most a second old. */
export async function trashOf(dashboard: Dashboard, pool?: string, signal?: AbortSignal): Promise<TrashEntry[]> {
	const look = async () => await dashboard.get<Answer>('api/block/image/trash', pool ? { pool_name: pool } : {});
	const pools = await waitUntil(look, isNew, { what: 'the Dashboard to read the trash', timeout: 60_000 }, signal);
	return Array.isArray(pools) ? pools.flatMap(({ value }) => value) : [];
}

/** Finds an image in the trash; looks twice, the second time past what the Dashboard may have kept. */
export async function findInTrash(dashboard: Dashboard, spec: TrashSpec, signal?: AbortSignal): Promise<TrashEntry | undefined> {
	const found = await look(dashboard, spec, signal);
	if (found !== undefined) return found;
	await nextReading(signal);
	return await look(dashboard, spec, signal);
}

/**
 * Waits until the list of the trash shows that an image came or went, so that operations after this one see it.
 *
 * @returns the entry, where the list has it
 */
export async function trashSettled(dashboard: Dashboard, spec: TrashSpec, inside: boolean, signal?: AbortSignal): Promise<TrashEntry | undefined> {
	let entry: TrashEntry | undefined;
	const see = async () => (entry = await look(dashboard, spec, signal));
	try {
		await waitUntil(see, (found) => (found !== undefined) === inside, { what: 'the trash', timeout: SETTLED }, signal);
	} catch (thrown) {
		// The image has been moved already; that somebody else has moved it on since makes that no failure.
		if (!(thrown instanceof SystemError)) throw thrown;
	}
	return entry;
}

/** Waits until the Dashboard reads the trash anew. */
export async function nextReading(signal?: AbortSignal): Promise<void> {
	await sleep(KEPT, undefined, { signal });
}

async function look(dashboard: Dashboard, { pool, namespace, id }: TrashSpec, signal?: AbortSignal): Promise<TrashEntry | undefined> {
	return (await trashOf(dashboard, pool, signal)).find((entry) => entry.namespace === namespace && entry.id === id);
}

function isNew(answer: Answer): boolean {
	return Array.isArray(answer) && answer.every(({ status }) => status === NEW);
}
