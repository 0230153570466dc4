import { PersistentSubscriptionsService } from '@eventstore/db-client/generated/persistent_grpc_pb.js';
import persistentPb from '@eventstore/db-client/generated/persistent_pb.js';
import type { CreateReq, CreateResp, GetInfoReq } from '@eventstore/db-client/generated/persistent_pb.js';
import type { Run } from '../../../replay/run.ts';

/** A request for information on a group; `place` sets the stream, or $all. */
export function infoRequest(group: string, place: (options: GetInfoReq.Options) => GetInfoReq.Options): GetInfoReq {
	return new persistentPb.GetInfoReq().setOptions(place(new persistentPb.GetInfoReq.Options().setGroupName(group)));
}

/** Creates a group with a strategy under its name, which the client cannot do for all of them. */
export function createWithStrategy(
	run: Run, group: string, stream: CreateReq.StreamOptions, strategy: string,
): Promise<CreateResp> {
	const settings = new persistentPb.CreateReq.Settings()
		.setMessageTimeoutMs(30_000).setCheckpointAfterMs(2_000).setMaxRetryCount(10)
		.setMinCheckpointCount(10).setMaxCheckpointCount(1_000)
		.setLiveBufferSize(500).setReadBatchSize(20).setHistoryBufferSize(500)
		.setConsumerStrategy(strategy);
	const options = new persistentPb.CreateReq.Options().setGroupName(group).setStream(stream).setSettings(settings);
	return run.wire.unary(PersistentSubscriptionsService.create, new persistentPb.CreateReq().setOptions(options));
}
