import persistentPb from '@eventstore/db-client/generated/persistent_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import { allStream } from '../persistent-subscriptions/streams.ts';
import { badRequest } from './answer.ts';

const { CreateReq, UpdateReq } = persistentPb;

/** The settings of a group as the vendor's pages name them, with what holds for those that are missing. */
const usual = {
	startFrom: 0, messageTimeoutMilliseconds: 30_000, maxRetryCount: 10, liveBufferSize: 500, readBatchSize: 20,
	bufferSize: 500, checkPointAfterMilliseconds: 2_000, minCheckPointCount: 10, maxCheckPointCount: 1_000,
	maxSubscriberCount: 0,
};
const usualStrategy = 'RoundRobin';

/** Those that an update has a number for. */
const strategies = new Map([
	['DispatchToSingle', UpdateReq.ConsumerStrategy.DISPATCHTOSINGLE],
	[usualStrategy, UpdateReq.ConsumerStrategy.ROUNDROBIN],
	['Pinned', UpdateReq.ConsumerStrategy.PINNED],
]);

/** The number that the JSON of a request has for a setting; what is no whole number counts as missing. */
function numberIn(body: Record<string, unknown>, name: keyof typeof usual): number {
	const value = body[name];
	return typeof value === 'number' && Number.isInteger(value) ? value : usual[name];
}

function strategyIn({ namedConsumerStrategy: strategy }: Record<string, unknown>): string {
	return typeof strategy === 'string' ? strategy : usualStrategy;
}

/** The options of a new group out of the JSON of a request; what has the wrong type counts as missing. */
export function createOptions(body: Record<string, unknown>, stream: string, group: string): persistentPb.CreateReq.Options {
	const options = new CreateReq.Options().setGroupName(group).setSettings(fill(new CreateReq.Settings(), body).setConsumerStrategy(strategyIn(body)));
	const start = numberIn(body, 'startFrom');
	if (stream === allStream) {
		const all = new CreateReq.AllOptions().setNoFilter(new sharedPb.Empty());
		return options.setAll(start < 0 ? all.setEnd(new sharedPb.Empty()) : all.setStart(new sharedPb.Empty()));
	}
	const place = new CreateReq.StreamOptions().setStreamIdentifier(identifier(stream));
	return options.setStream(start < 0 ? place.setEnd(new sharedPb.Empty()) : place.setRevision(String(start)));
}

/**
 * The other options of a group that exists: those that are missing become what is usual.
 *
 * @throws HttpError when it is to have a strategy that only a new group can have
 */
export function updateOptions(body: Record<string, unknown>, stream: string, group: string): persistentPb.UpdateReq.Options {
	const strategy = strategies.get(strategyIn(body));
	if (strategy === undefined) throw badRequest(`A group cannot be given the strategy ${strategyIn(body)} by an update.`);
	const options = new UpdateReq.Options().setGroupName(group)
		.setSettings(fill(new UpdateReq.Settings(), body).setNamedConsumerStrategy(strategy));
	const start = numberIn(body, 'startFrom');
	if (stream === allStream) {
		const all = new UpdateReq.AllOptions();
		return options.setAll(start < 0 ? all.setEnd(new sharedPb.Empty()) : all.setStart(new sharedPb.Empty()));
	}
	const place = new UpdateReq.StreamOptions().setStreamIdentifier(identifier(stream));
	return options.setStream(start < 0 ? place.setEnd(new sharedPb.Empty()) : place.setRevision(String(start)));
}

function fill<Settings extends persistentPb.CreateReq.Settings | persistentPb.UpdateReq.Settings>(
	settings: Settings, body: Record<string, unknown>,
): Settings {
	settings.setResolveLinks(body.resolveLinktos === true);
	settings.setExtraStatistics(body.extraStatistics === true);
	settings.setMessageTimeoutMs(numberIn(body, 'messageTimeoutMilliseconds'));
	settings.setMaxRetryCount(numberIn(body, 'maxRetryCount'));
	settings.setLiveBufferSize(numberIn(body, 'liveBufferSize'));
	settings.setReadBatchSize(numberIn(body, 'readBatchSize'));
	settings.setHistoryBufferSize(numberIn(body, 'bufferSize'));
	settings.setCheckpointAfterMs(numberIn(body, 'checkPointAfterMilliseconds'));
	settings.setMinCheckpointCount(numberIn(body, 'minCheckPointCount'));
	settings.setMaxCheckpointCount(numberIn(body, 'maxCheckPointCount'));
	settings.setMaxSubscriberCount(numberIn(body, 'maxSubscriberCount'));
	return settings;
}

function identifier(stream: string): sharedPb.StreamIdentifier {
	return new sharedPb.StreamIdentifier().setStreamName(Buffer.from(stream));
}
