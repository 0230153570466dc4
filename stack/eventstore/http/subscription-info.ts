import type { SubscriptionInfo } from '@eventstore/db-client/generated/persistent_pb.js';

export function groupUri(origin: string, stream: string, group: string): string {
	return `${origin}/subscriptions/${encodeURIComponent(stream)}/${encodeURIComponent(group)}`;
}

/** What both pages tell of a group, in the vendor's names. */
function common(info: SubscriptionInfo, origin: string): Record<string, unknown> {
	const uri = groupUri(origin, info.getEventSource(), info.getGroupName());
	const parked = `$persistentsubscription-${info.getEventSource()}::${info.getGroupName()}-parked`;
	return {
		links: [{ href: `${uri}/info`, rel: 'detail' }, { href: `${uri}/replayParked`, rel: 'replayParked' }],
		eventStreamId: info.getEventSource(),
		groupName: info.getGroupName(),
		parkedMessageUri: `${origin}/streams/${encodeURIComponent(parked)}`,
		getMessagesUri: `${uri}/1`,
		status: info.getStatus(),
		averageItemsPerSecond: info.getAveragePerSecond(),
		totalItemsProcessed: Number(info.getTotalItems()),
		lastProcessedEventNumber: numberOf(info.getLastCheckpointedEventPosition()),
		lastKnownEventNumber: numberOf(info.getLastKnownEventPosition()),
		lastCheckpointedEventPosition: info.getLastCheckpointedEventPosition(),
		lastKnownEventPosition: info.getLastKnownEventPosition(),
		totalInFlightMessages: info.getTotalInFlightMessages(),
	};
}

/** A group among others. */
export function groupInList(info: SubscriptionInfo, origin: string): Record<string, unknown> {
	return { ...common(info, origin), connectionCount: info.getConnectionsList().length };
}

/** A group with its settings and consumers. */
export function groupInfo(info: SubscriptionInfo, origin: string): Record<string, unknown> {
	return {
		...common(info, origin),
		config: {
			resolveLinktos: info.getResolveLinkTos(),
			startFrom: numberOf(info.getStartFrom()),
			startPosition: info.getStartFrom(),
			messageTimeoutMilliseconds: info.getMessageTimeoutMilliseconds(),
			extraStatistics: info.getExtraStatistics(),
			maxRetryCount: info.getMaxRetryCount(),
			liveBufferSize: info.getLiveBufferSize(),
			bufferSize: info.getBufferSize(),
			readBatchSize: info.getReadBatchSize(),
			checkPointAfterMilliseconds: info.getCheckPointAfterMilliseconds(),
			minCheckPointCount: info.getMinCheckPointCount(),
			maxCheckPointCount: info.getMaxCheckPointCount(),
			maxSubscriberCount: info.getMaxSubscriberCount(),
			namedConsumerStrategy: info.getNamedConsumerStrategy(),
			preferRoundRobin: info.getNamedConsumerStrategy() === 'RoundRobin',
		},
		connections: info.getConnectionsList().map((connection) => ({
			from: connection.getFrom(),
			username: connection.getUsername(),
			averageItemsPerSecond: connection.getAverageItemsPerSecond(),
			totalItemsProcessed: Number(connection.getTotalItems()),
		})),
		countSinceLastMeasurement: Number(info.getCountSinceLastMeasurement()),
		readBufferCount: info.getReadBufferCount(),
		liveBufferCount: Number(info.getLiveBufferCount()),
		retryBufferCount: info.getRetryBufferCount(),
		outstandingMessagesCount: info.getOutstandingMessagesCount(),
		parkedMessageCount: Number(info.getParkedMessageCount()),
	};
}

function numberOf(position: string): number {
	return /^\d+$/.test(position) ? Number(position) : 0;
}
