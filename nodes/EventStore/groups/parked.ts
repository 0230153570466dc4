import type { ResolvedEvent } from '@eventstore/db-client';

import { type DanglingLink, type EventItem, toEventItem } from '../recorded-event.ts';
import { toJsonNumber } from '../revision.ts';
import type { Group } from './fields.ts';

/** The stream in which a group keeps links to the events that it has put aside. */
export function parkedStream({ stream, group }: Group): string {
	return `$persistentsubscription-${stream}::${group}-parked`;
}

/** An event that was put aside, with why and when: the link to it carries both. */
export function parkedItem(resolved: ResolvedEvent, jsonAsText?: boolean): (EventItem | DanglingLink) & { parked: object } {
	const record = resolved.link ?? resolved.event;
	const { reason, added } = (record?.metadata ?? {}) as { reason?: unknown; added?: unknown };
	return {
		...toEventItem(resolved, jsonAsText),
		parked: { reason: reason ?? null, at: added ?? null, number: record === undefined ? null : toJsonNumber(record.revision) },
	};
}
