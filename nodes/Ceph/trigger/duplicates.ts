import { createHash } from 'node:crypto';

import type { BucketEvent } from './record.ts';

/** How many events of a trigger n8n keeps in mind with its workflow, and how many this process does. */
const STORED = 100;
const RECENT = 1_000;

/** Marks of the events that this process took: calls that overlap store theirs over each other's. */
const recent = new Map<string, Set<string>>();

/**
 * Tells new events from those that came before.
 *
 * @param trigger name of the trigger's topic
 * @param stored marks that n8n keeps with the workflow, so that they outlive a restart
 * @returns the new events, and the marks to store when they are taken
 */
export function newEvents(trigger: string, events: readonly BucketEvent[], stored: readonly string[]): { fresh: BucketEvent[]; marks: string[] } {
	const seen = new Set([...stored, ...(recent.get(trigger) ?? [])]);
	const fresh = events.filter((event) => {
		const mark = markOf(event);
		if (mark === undefined) return true;
		if (seen.has(mark)) return false;
		seen.add(mark);
		return true;
	});
	return { fresh, marks: [...seen].slice(-STORED) };
}

/** Keeps marks in mind once their events are taken: one that n8n could not take must be new when it comes again. */
export function rememberEvents(trigger: string, marks: readonly string[]): void {
	recent.set(trigger, new Set([...new Set([...(recent.get(trigger) ?? []), ...marks])].slice(-RECENT)));
}

/** Forgets the events of a trigger that is no more. */
export function forgetEvents(trigger: string): void {
	recent.delete(trigger);
}

/** The gateway makes its event id of time and ETag, so that the removal of two equal objects at once may have the same. */
function markOf({ eventId, event, bucket, key, versionId }: BucketEvent): string | undefined {
	if (eventId === undefined) return undefined;
	return createHash('sha256').update(JSON.stringify([eventId, event, bucket, key, versionId])).digest('base64url').slice(0, 16);
}
