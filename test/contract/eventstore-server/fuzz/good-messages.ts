import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import { MonitoringService } from '@eventstore/db-client/generated/monitoring_grpc_pb.js';
import monitoringPb from '@eventstore/db-client/generated/monitoring_pb.js';
import { OperationsService } from '@eventstore/db-client/generated/operations_grpc_pb.js';
import operationsPb from '@eventstore/db-client/generated/operations_pb.js';
import { PersistentSubscriptionsService } from '@eventstore/db-client/generated/persistent_grpc_pb.js';
import persistentPb from '@eventstore/db-client/generated/persistent_pb.js';
import { ProjectionsService } from '@eventstore/db-client/generated/projections_grpc_pb.js';
import projectionsPb from '@eventstore/db-client/generated/projections_pb.js';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import { UsersService } from '@eventstore/db-client/generated/users_grpc_pb.js';
import usersPb from '@eventstore/db-client/generated/users_pb.js';
import googleEmptyPb from 'google-protobuf/google/protobuf/empty_pb.js';

/** A method with messages that it takes, in the order in which a good client sends them. */
export interface GoodCall {
	path: string;
	messages: Buffer[];
	/** Its answers may go on for ever once it was confirmed. */
	staysOpen?: true;
}

/**
 * Whether a call may go on for ever, be its messages what they may: what was spoilt may have become a subscription; and statistics
 * with a period of 0 are never told.
 */
export function mayStayOpen(path: string): 'once it was answered' | 'without an answer' | undefined {
	if (path === MonitoringService.stats.path) return 'without an answer';
	return path.endsWith('/Read') ? 'once it was answered' : undefined;
}

interface Message {
	serializeBinary(): Uint8Array;
}

const empty = () => new sharedPb.Empty();
const stream = (name: string) => new sharedPb.StreamIdentifier().setStreamName(Buffer.from(name));
const id = () => new sharedPb.UUID().setString('9f0c2c5a-6a5c-4a3e-8a44-1c4d6b1f0a11');
const good = ({ path }: { path: string }, ...messages: Message[]): GoodCall => {
	return { path, messages: messages.map((message) => Buffer.from(message.serializeBinary())) };
};
const open = (call: GoodCall): GoodCall => ({ ...call, staysOpen: true });

function event<T extends streamsPb.AppendReq.ProposedMessage | streamsPb.BatchAppendReq.ProposedMessage>(message: T): T {
	message.setId(id()).setData(Buffer.from('{"n":1}')).setCustomMetadata(Buffer.from('{"$correlationId":"c"}'));
	message.getMetadataMap().set('type', 't').set('content-type', 'application/json');
	return message;
}

function streams(): GoodCall[] {
	const { AppendReq, BatchAppendReq, ReadReq, DeleteReq, TombstoneReq } = streamsPb;
	const { Options } = ReadReq;
	const read = () => new Options().setNoFilter(empty()).setUuidOption(new Options.UUIDOption().setString(empty()))
		.setControlOption(new Options.ControlOption().setCompatibility(1));
	const ofStream = () => read().setStream(new Options.StreamOptions().setStreamIdentifier(stream('s')).setStart(empty()));
	const ofAll = () => read().setAll(new Options.AllOptions().setStart(empty()));
	const at = new Options.Position().setCommitPosition('100').setPreparePosition('100');
	const filter = (expression: streamsPb.ReadReq.Options.FilterOptions.Expression) => {
		return new Options.FilterOptions().setStreamIdentifier(expression).setMax(32).setCheckpointintervalmultiplier(1);
	};
	const { Expression } = Options.FilterOptions;
	return [
		good(StreamsService.append,
			new AppendReq().setOptions(new AppendReq.Options().setStreamIdentifier(stream('s')).setAny(empty())),
			new AppendReq().setProposedMessage(event(new AppendReq.ProposedMessage()))),
		good(StreamsService.batchAppend, new BatchAppendReq().setCorrelationId(id()).setIsFinal(true)
			.setOptions(new BatchAppendReq.Options().setStreamIdentifier(stream('s')).setAny(new googleEmptyPb.Empty()))
			.setProposedMessagesList([event(new BatchAppendReq.ProposedMessage())])),
		good(StreamsService.read, new ReadReq().setOptions(ofStream().setCount('10'))),
		good(StreamsService.read, new ReadReq().setOptions(ofStream().setCount('10').setReadDirection(Options.ReadDirection.BACKWARDS).setResolveLinks(true))),
		good(StreamsService.read, new ReadReq().setOptions(read().setAll(new Options.AllOptions().setPosition(at)).setCount('10'))),
		good(StreamsService.read, new ReadReq().setOptions(ofAll().setCount('10').setFilter(filter(new Expression().setRegex('^s(a|b)*'))))),
		open(good(StreamsService.read, new ReadReq().setOptions(ofStream().setSubscription(new Options.SubscriptionOptions())))),
		open(good(StreamsService.read, new ReadReq().setOptions(
			ofAll().setSubscription(new Options.SubscriptionOptions()).setFilter(filter(new Expression().setPrefixList(['s'])))))),
		good(StreamsService.delete, new DeleteReq().setOptions(new DeleteReq.Options().setStreamIdentifier(stream('gone')).setRevision('3'))),
		good(StreamsService.tombstone, new TombstoneReq().setOptions(new TombstoneReq.Options().setStreamIdentifier(stream('gone')).setAny(empty()))),
	];
}

function persistentSubscriptions(): GoodCall[] {
	const { CreateReq, UpdateReq, DeleteReq, GetInfoReq, ListReq, ReadReq, ReplayParkedReq } = persistentPb;
	const settings = <T extends persistentPb.CreateReq.Settings | persistentPb.UpdateReq.Settings>(message: T): T => {
		message.setMaxRetryCount(2).setMinCheckpointCount(1).setMaxCheckpointCount(10).setLiveBufferSize(50).setReadBatchSize(2)
			.setHistoryBufferSize(20).setMessageTimeoutMs(1_000).setCheckpointAfterMs(1_000);
		return message;
	};
	const service = PersistentSubscriptionsService;
	const { FilterOptions } = CreateReq.AllOptions;
	const filter = new FilterOptions().setEventType(new FilterOptions.Expression().setRegex('^t')).setMax(32).setCheckpointintervalmultiplier(1);
	const acknowledged = new ReadReq().setAck(new ReadReq.Ack().setIdsList([id()]));
	const refused = new ReadReq().setNack(new ReadReq.Nack().setIdsList([id()]).setAction(ReadReq.Nack.Action.PARK).setReason('why'));
	return [
		good(service.create, new CreateReq().setOptions(new CreateReq.Options().setGroupName('g').setSettings(settings(new CreateReq.Settings()).setConsumerStrategy('Pinned'))
			.setStream(new CreateReq.StreamOptions().setStreamIdentifier(stream('s')).setStart(empty())))),
		good(service.create, new CreateReq().setOptions(new CreateReq.Options().setGroupName('h').setSettings(settings(new CreateReq.Settings()))
			.setAll(new CreateReq.AllOptions().setStart(empty()).setFilter(filter)))),
		good(service.update, new UpdateReq().setOptions(new UpdateReq.Options().setGroupName('g').setSettings(settings(new UpdateReq.Settings()))
			.setStream(new UpdateReq.StreamOptions().setStreamIdentifier(stream('s')).setEnd(empty())))),
		good(service.delete, new DeleteReq().setOptions(new DeleteReq.Options().setGroupName('g').setStreamIdentifier(stream('s')))),
		open(good(service.read, new ReadReq().setOptions(new ReadReq.Options().setStreamIdentifier(stream('s')).setGroupName('g').setBufferSize(5)
			.setUuidOption(new ReadReq.Options.UUIDOption().setString(empty()))), acknowledged, refused)),
		open(good(service.read, new ReadReq().setOptions(new ReadReq.Options().setAll(empty()).setGroupName('h').setBufferSize(5)
			.setUuidOption(new ReadReq.Options.UUIDOption().setStructured(empty()))))),
		good(service.getInfo, new GetInfoReq().setOptions(new GetInfoReq.Options().setGroupName('g').setStreamIdentifier(stream('s')))),
		good(service.list, new ListReq().setOptions(new ListReq.Options().setListAllSubscriptions(empty()))),
		good(service.list, new ListReq().setOptions(new ListReq.Options().setListForStream(new ListReq.StreamOption().setStream(stream('s'))))),
		good(service.replayParked, new ReplayParkedReq().setOptions(new ReplayParkedReq.Options().setGroupName('g').setStreamIdentifier(stream('s')).setStopAt('3'))),
		good(service.restartSubsystem, empty()),
	];
}

function projections(): GoodCall[] {
	const { CreateReq, UpdateReq, DeleteReq, DisableReq, EnableReq, ResetReq, ResultReq, StateReq, StatisticsReq } = projectionsPb;
	const query = 'fromStream("s").when({ $init: () => ({ n: 0 }), $any(s, e) { s.n += 1; } })';
	const service = ProjectionsService;
	const continuous = new CreateReq.Options.Continuous().setName('p').setEmitEnabled(true).setTrackEmittedStreams(true);
	return [
		good(service.create, new CreateReq().setOptions(new CreateReq.Options().setQuery(query).setContinuous(continuous))),
		good(service.create, new CreateReq().setOptions(new CreateReq.Options().setQuery(query).setTransient(new CreateReq.Options.Transient().setName('q')))),
		good(service.create, new CreateReq().setOptions(new CreateReq.Options().setQuery(query).setOneTime(empty()))),
		good(service.update, new UpdateReq().setOptions(new UpdateReq.Options().setName('p').setQuery(query).setEmitEnabled(false))),
		good(service.delete, new DeleteReq().setOptions(new DeleteReq.Options().setName('p').setDeleteEmittedStreams(true).setDeleteCheckpointStream(true))),
		good(service.disable, new DisableReq().setOptions(new DisableReq.Options().setName('p').setWriteCheckpoint(true))),
		good(service.enable, new EnableReq().setOptions(new EnableReq.Options().setName('p'))),
		good(service.reset, new ResetReq().setOptions(new ResetReq.Options().setName('p').setWriteCheckpoint(true))),
		good(service.state, new StateReq().setOptions(new StateReq.Options().setName('p').setPartition('a'))),
		good(service.result, new ResultReq().setOptions(new ResultReq.Options().setName('p').setPartition('a'))),
		good(service.statistics, new StatisticsReq().setOptions(new StatisticsReq.Options().setContinuous(empty()))),
		good(service.statistics, new StatisticsReq().setOptions(new StatisticsReq.Options().setName('p'))),
		good(service.restartSubsystem, empty()),
	];
}

function users(): GoodCall[] {
	const { CreateReq, UpdateReq, DeleteReq, DisableReq, EnableReq, DetailsReq, ChangePasswordReq, ResetPasswordReq } = usersPb;
	const service = UsersService;
	const login = 'somebody';
	return [
		good(service.create, new CreateReq().setOptions(new CreateReq.Options().setLoginName(login).setFullName('Some Body').setPassword('secret').setGroupsList(['a', 'b']))),
		good(service.update, new UpdateReq().setOptions(new UpdateReq.Options().setLoginName(login).setFullName('Any Body').setGroupsList(['c']))),
		good(service.delete, new DeleteReq().setOptions(new DeleteReq.Options().setLoginName(login))),
		good(service.disable, new DisableReq().setOptions(new DisableReq.Options().setLoginName(login))),
		good(service.enable, new EnableReq().setOptions(new EnableReq.Options().setLoginName(login))),
		good(service.details, new DetailsReq().setOptions(new DetailsReq.Options().setLoginName(login))),
		good(service.changePassword, new ChangePasswordReq().setOptions(new ChangePasswordReq.Options().setLoginName(login).setCurrentPassword('secret').setNewPassword('other'))),
		good(service.resetPassword, new ResetPasswordReq().setOptions(new ResetPasswordReq.Options().setLoginName(login).setNewPassword('third'))),
	];
}

function operations(): GoodCall[] {
	const { StartScavengeReq, StopScavengeReq, SetNodePriorityReq } = operationsPb;
	const service = OperationsService;
	return [
		good(service.startScavenge, new StartScavengeReq().setOptions(new StartScavengeReq.Options().setThreadCount(1).setStartFromChunk(0))),
		good(service.stopScavenge, new StopScavengeReq().setOptions(new StopScavengeReq.Options().setScavengeId('1'))),
		good(service.setNodePriority, new SetNodePriorityReq().setPriority(1)),
		good(service.mergeIndexes, empty()), good(service.resignNode, empty()), good(service.restartPersistentSubscriptions, empty()),
	];
}

function server(): GoodCall[] {
	return [
		good(GossipService.read, empty()),
		good(ServerFeaturesService.getSupportedMethods, empty()),
		open(good(MonitoringService.stats, new monitoringPb.StatsReq().setUseMetadata(true).setRefreshTimePeriodInMs('50'))),
	];
}

/** A good call of each kind, but for the one that ends the server. */
export const goodCalls: readonly GoodCall[] = [
	...streams(), ...persistentSubscriptions(), ...projections(), ...users(), ...operations(), ...server(),
];

/** The one that ends the server. */
export const shutdown: GoodCall = good(OperationsService.shutdown, empty());
