import { GroupFailure } from '../../persistent-subscriptions/group-failure.ts';
import { strategyName } from '../../persistent-subscriptions/settings.ts';
import type { GroupSettings, StrategyName } from '../../persistent-subscriptions/settings.ts';

/** The settings of Create and Update; each has a class for them. */
export interface SettingsMessage {
	getResolveLinks(): boolean;
	getExtraStatistics(): boolean;
	getMaxRetryCount(): number;
	getMinCheckpointCount(): number;
	getMaxCheckpointCount(): number;
	getMaxSubscriberCount(): number;
	getLiveBufferSize(): number;
	getReadBatchSize(): number;
	getHistoryBufferSize(): number;
	getNamedConsumerStrategy(): number;
	hasMessageTimeoutTicks(): boolean;
	getMessageTimeoutTicks(): string;
	getMessageTimeoutMs(): number;
	hasCheckpointAfterTicks(): boolean;
	getCheckpointAfterTicks(): string;
	getCheckpointAfterMs(): number;
	/** Create alone has it. */
	getConsumerStrategy?: () => string;
}

/** Units of 100 ns in a millisecond. */
const ticksPerMillisecond = 10_000;

/** The numbers of older clients for the strategies. */
const numbered: readonly StrategyName[] = ['DispatchToSingle', 'RoundRobin', 'Pinned'];

/** @throws GroupFailure when there is no such strategy */
export function groupSettings(
	message: SettingsMessage, source: string, group: string,
): Omit<GroupSettings, 'startFrom' | 'filter'> {
	const checkpointAfter = message.hasCheckpointAfterTicks()
		? Number(message.getCheckpointAfterTicks()) / ticksPerMillisecond
		: message.getCheckpointAfterMs();
	return {
		resolveLinks: message.getResolveLinks(),
		extraStatistics: message.getExtraStatistics(),
		messageTimeout: message.hasMessageTimeoutTicks()
			? Number(message.getMessageTimeoutTicks()) / ticksPerMillisecond
			: message.getMessageTimeoutMs(),
		maxRetryCount: message.getMaxRetryCount(),
		checkpointAfter: checkpointAfter === 0 ? undefined : checkpointAfter,
		minCheckpointCount: message.getMinCheckpointCount(),
		maxCheckpointCount: message.getMaxCheckpointCount(),
		maxSubscriberCount: message.getMaxSubscriberCount(),
		liveBufferSize: message.getLiveBufferSize(),
		readBatchSize: message.getReadBatchSize(),
		historyBufferSize: message.getHistoryBufferSize(),
		strategy: strategyOf(message, source, group),
	};
}

function strategyOf(message: SettingsMessage, source: string, group: string): StrategyName {
	const text = message.getConsumerStrategy?.() ?? '';
	const name = text === '' ? numbered[message.getNamedConsumerStrategy()] : strategyName(text);
	if (name === undefined) throw new GroupFailure('refused', source, group, `Consumer strategy ${text} does not exist.`);
	return name;
}
