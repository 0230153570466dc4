import { toJsonNumber, toJsonPosition } from '../revision.ts';
import type { GroupInfo } from './groups.ts';
import { settingsItem } from './settings.ts';

/**
 * A group as items carry it: how far it is, and what it waits for.
 *
 * @param last revision of the last event of the stream, where it was asked for: the group tells what it knows of
 */
export function groupItem({ eventSource, groupName, status, settings, stats, connections }: GroupInfo, last?: bigint) {
	return {
		stream: eventSource,
		group: groupName,
		status,
		...progress(stats, last),
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

/** Of a stream the lag is in events; of the log in bytes, because positions are no numbers of events. */
function progress(stats: GroupInfo['stats'], last?: bigint) {
	if ('lastKnownEventPosition' in stats || 'lastCheckpointedEventPosition' in stats) {
		const { lastCheckpointedEventPosition: done, lastKnownEventPosition: known } = stats;
		const lagBytes = known && done && toJsonNumber(positive(known.commit - done.commit));
		return { checkpoint: toJsonPosition(done) ?? null, lastKnown: toJsonPosition(known) ?? null, lag: null, lagBytes: lagBytes ?? null };
	}
	const { lastCheckpointedEventRevision: done, lastKnownEventRevision } = stats as { lastCheckpointedEventRevision?: bigint; lastKnownEventRevision?: bigint };
	const known = largest(lastKnownEventRevision, last);
	return {
		checkpoint: done === undefined ? null : toJsonNumber(done),
		lastKnown: known === undefined ? null : toJsonNumber(known),
		lag: known === undefined ? 0 : toJsonNumber(positive(known - (done ?? -1n))),
	};
}

function largest(a: bigint | undefined, b: bigint | undefined): bigint | undefined {
	if (a === undefined || b === undefined) return a ?? b;
	return a > b ? a : b;
}

/** The server may count further than the stream goes (recorded from KurrentDB 25). */
function positive(value: bigint): bigint {
	return value < 0n ? 0n : value;
}
