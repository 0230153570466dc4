import { eventTypeFilter, excludeSystemEvents, type Filter, type Position, streamNameFilter } from '@eventstore/db-client';
import type { ResolvedEvent } from '@eventstore/db-client';

import { CHECKPOINTS } from './checkpoint.ts';
import type { Source } from './settings.ts';

/** The server tells its place after as many pages of events that did not match (a page has 32). */
const PAGES = 32;

/** The filter that the server applies to its log; `undefined` lets everything through. */
export function toServerFilter({ filter, systemEvents }: Source, onPlace?: (position: Position) => void): Filter | undefined {
	const told = { checkpointInterval: PAGES, ...(onPlace && { checkpointReached: (_: unknown, position: Position) => onPlace(position) }) };
	if (filter === undefined) return systemEvents ? undefined : excludeSystemEvents(told);
	const make = filter.on === 'type' ? eventTypeFilter : streamNameFilter;
	return filter.prefixes === undefined ? make({ ...told, regex: filter.regex ?? '' }) : make({ ...told, prefixes: filter.prefixes });
}

/**
 * Whether an event starts executions. Links to events that are gone do not, nor what the database notes about itself, nor the
 * checkpoints of triggers: to hear of its own one would keep a trigger going for ever.
 */
export function isWanted({ event }: ResolvedEvent, { systemEvents }: Source): boolean {
	if (event === undefined) return false;
	if (event.streamId.startsWith(CHECKPOINTS) || event.streamId.startsWith(`$$${CHECKPOINTS}`)) return false;
	return systemEvents || !event.type.startsWith('$') || event.type === '$>';
}
