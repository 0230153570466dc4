import persistentPb from '@eventstore/db-client/generated/persistent_pb.js';
import type { SubscriptionInfo } from '@eventstore/db-client/generated/persistent_pb.js';
import { formatStart } from '../../persistent-subscriptions/configuration.ts';
import type { Consumer } from '../../persistent-subscriptions/consumer.ts';
import type { Group } from '../../persistent-subscriptions/group.ts';

const { SubscriptionInfo: Info } = persistentPb;

/** What clients tell as 0, "checkpoints by time never", in the vendor's answers. */
const never = -2_147_483_648;

/** What GetInfo and List tell of a group. */
export function information(group: Group): SubscriptionInfo {
	const { configuration, delivery, source, checkpoints } = group;
	const { settings } = configuration;
	const place = (value: number | undefined) => (value === undefined ? '' : source.format(value));
	const { inFlight, total, buffer } = delivery;
	return new Info()
		.setEventSource(source.name)
		.setGroupName(configuration.group)
		.setStatus(group.status)
		.setConnectionsList([...delivery.consumers].map((consumer) => connection(consumer)))
		.setAveragePerSecond(perSecond(total, group.since))
		.setTotalItems(String(total))
		.setCountSinceLastMeasurement(String(group.sinceTold()))
		.setLastCheckpointedEventPosition(place(checkpoints.last))
		.setLastKnownEventPosition(place(group.lastKnown))
		.setResolveLinkTos(settings.resolveLinks)
		.setStartFrom(formatStart(settings.startFrom, source))
		.setMessageTimeoutMilliseconds(settings.messageTimeout)
		.setExtraStatistics(settings.extraStatistics)
		.setMaxRetryCount(settings.maxRetryCount)
		.setLiveBufferSize(settings.liveBufferSize)
		.setBufferSize(settings.historyBufferSize)
		.setReadBatchSize(settings.readBatchSize)
		.setCheckPointAfterMilliseconds(settings.checkpointAfter ?? never)
		.setMinCheckPointCount(settings.minCheckpointCount)
		.setMaxCheckPointCount(settings.maxCheckpointCount)
		.setReadBufferCount(buffer.size)
		.setLiveBufferCount(String(group.liveCount))
		.setRetryBufferCount(buffer.retrySize)
		.setTotalInFlightMessages(inFlight)
		.setOutstandingMessagesCount(inFlight)
		.setNamedConsumerStrategy(settings.strategy)
		.setMaxSubscriberCount(settings.maxSubscriberCount)
		.setParkedMessageCount(String(group.parking.count));
}

function connection(consumer: Consumer): SubscriptionInfo.ConnectionInfo {
	const { user, name } = consumer.connection;
	const measurements = consumer.latencies?.summary() ?? [];
	return new Info.ConnectionInfo()
		.setFrom('')
		.setUsername(user)
		.setConnectionName(name)
		.setAverageItemsPerSecond(perSecond(consumer.total, consumer.since))
		.setTotalItems(String(consumer.total))
		.setCountSinceLastMeasurement(String(consumer.sinceTold()))
		.setObservedMeasurementsList(measurements.map(([key, value]) => new Info.Measurement().setKey(key).setValue(String(value))))
		.setAvailableSlots(consumer.free)
		.setInFlightMessages(consumer.inFlight);
}

function perSecond(count: number, since: number): number {
	return Math.round(count / Math.max(1, (Date.now() - since) / 1_000));
}
