import type { Filter, Position, ResolvedEvent } from '@eventstore/db-client';

import { clientFilter } from '../filter-fields.ts';
import { CHECKPOINTS } from './checkpoint.ts';
import type { Source } from './settings.ts';

/** The server tells its place after as many pages of events that did not match (a page has 32). */
const PAGES = 32;

/** The filter that the server applies to its log; `undefined` lets everything through. */
export function toServerFilter({ filter }: Source, onPlace: (position: Position) => void): Filter | undefined {
	return filter && clientFilter(filter, { checkpointInterval: PAGES, checkpointReached: (_: unknown, position: Position) => onPlace(position) });
}

/** Where triggers and groups note how far they are. A trigger that heard of what it causes itself would keep itself going for ever. */
const NOTES = [CHECKPOINTS, `$$${CHECKPOINTS}`];
const GROUP_NOTES = /^\$persistentsubscription-.*-checkpoint$/s;

/**
 * Whether an event starts executions. Links to events that are gone do not, nor what the database notes about itself unless it is
 * wanted, nor the checkpoints of triggers and groups in any case.
 */
export function isWanted({ event }: ResolvedEvent, { systemEvents }: Source): boolean {
	if (event === undefined) return false;
	const { streamId, type } = event;
	if (NOTES.some((beginning) => streamId.startsWith(beginning)) || GROUP_NOTES.test(streamId)) return false;
	return systemEvents || !type.startsWith('$') || type === '$>';
}
