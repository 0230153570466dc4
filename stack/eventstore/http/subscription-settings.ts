import persistentPb from '@eventstore/db-client/generated/persistent_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';

const { CreateReq } = persistentPb;

/** The settings of a group as the vendor's pages name them, with what holds for those that are missing. */
const usual = {
	startFrom: 0, messageTimeoutMilliseconds: 30_000, maxRetryCount: 10, liveBufferSize: 500, readBatchSize: 20,
	bufferSize: 500, checkPointAfterMilliseconds: 2_000, minCheckPointCount: 10, maxCheckPointCount: 1_000,
	maxSubscriberCount: 0,
};

/** The options of a group out of the JSON of a request; what has the wrong type counts as missing. */
export function createOptions(body: Record<string, unknown>, stream: string, group: string): persistentPb.CreateReq.Options {
	const number = (name: keyof typeof usual) => {
		const value = body[name];
		return typeof value === 'number' && Number.isInteger(value) ? value : usual[name];
	};
	const options = new CreateReq.Options().setGroupName(group).setSettings(
		new CreateReq.Settings()
			.setResolveLinks(body.resolveLinktos === true)
			.setExtraStatistics(body.extraStatistics === true)
			.setMessageTimeoutMs(number('messageTimeoutMilliseconds'))
			.setMaxRetryCount(number('maxRetryCount'))
			.setLiveBufferSize(number('liveBufferSize'))
			.setReadBatchSize(number('readBatchSize'))
			.setHistoryBufferSize(number('bufferSize'))
			.setCheckpointAfterMs(number('checkPointAfterMilliseconds'))
			.setMinCheckpointCount(number('minCheckPointCount'))
			.setMaxCheckpointCount(number('maxCheckPointCount'))
			.setMaxSubscriberCount(number('maxSubscriberCount'))
			.setConsumerStrategy(typeof body.namedConsumerStrategy === 'string' ? body.namedConsumerStrategy : 'RoundRobin'),
	);
	const start = number('startFrom');
	if (stream === '$all') {
		const all = new CreateReq.AllOptions().setNoFilter(new sharedPb.Empty());
		return options.setAll(start < 0 ? all.setEnd(new sharedPb.Empty()) : all.setStart(new sharedPb.Empty()));
	}
	const identifier = new sharedPb.StreamIdentifier().setStreamName(Buffer.from(stream));
	const place = new CreateReq.StreamOptions().setStreamIdentifier(identifier);
	return options.setStream(start < 0 ? place.setEnd(new sharedPb.Empty()) : place.setRevision(String(start)));
}
