import type { Place } from '../place.ts';
import { toJsonNumber, toJsonPosition } from '../revision.ts';
import type { GroupInfo } from './groups.ts';
import { progressOf } from './progress.ts';
import { settingsItem } from './settings.ts';

/**
 * A group as items carry it: how far it is, and what it waits for.
 *
 * @param last where the last event stands, where it was asked for: the group tells what it knows of
 */
export function groupItem(info: GroupInfo, last?: Place) {
	const { eventSource, groupName, status, settings, stats, connections } = info;
	return {
		stream: eventSource,
		group: groupName,
		status,
		...progress(info, last),
		inFlight: stats.totalInFlightMessages,
		parked: toJsonNumber(stats.parkedMessageCount),
		waiting: { live: toJsonNumber(stats.liveBufferCount), read: stats.readBufferCount, retry: stats.retryBufferCount, outstanding: stats.outstandingMessagesCount },
		processed: toJsonNumber(stats.totalItems),
		averagePerSecond: stats.averagePerSecond,
		consumers: connections.map(({ from, username, connectionName, inFlightMessages, availableSlots, totalItems, averageItemsPerSecond, extraStatistics }) => ({
			name: connectionName,
			user: username,
			from,
			inFlight: inFlightMessages,
			freeSlots: availableSlots,
			processed: toJsonNumber(totalItems),
			averagePerSecond: averageItemsPerSecond,
			...(extraStatistics && { latencies: Object.fromEntries([...extraStatistics].map(([name, value]) => [name, toJsonNumber(value)])) }),
		})),
		settings: settingsItem(settings),
	};
}

/** Of a stream the lag is in events; of the log in bytes. */
function progress(info: GroupInfo, last: Place | undefined) {
	const { checkpoint, known, lag, lagBytes } = progressOf(info, last);
	const ofLog = info.eventSource === '$all';
	return { checkpoint: plain(checkpoint), lastKnown: plain(known), lag: plain(lag), ...(ofLog && { lagBytes: plain(lagBytes) }) };
}

function plain(place: Place | undefined) {
	return (typeof place === 'bigint' ? toJsonNumber(place) : toJsonPosition(place)) ?? null;
}
