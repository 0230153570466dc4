import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import { MonitoringService } from '@eventstore/db-client/generated/monitoring_grpc_pb.js';
import monitoringPb from '@eventstore/db-client/generated/monitoring_pb.js';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import type { MethodDefinition } from '@grpc/grpc-js';
import { scenario } from '../../replay/scenario.ts';
import { empty } from '../../replay/wire.ts';

/** A method that no server has, with empty messages. */
function unknownMethod(path: string): MethodDefinition<Buffer, Buffer> & { requestStream: false; responseStream: false } {
	const same = (bytes: Buffer) => bytes;
	return {
		path, requestStream: false, responseStream: false,
		requestSerialize: same, requestDeserialize: same, responseSerialize: same, responseDeserialize: same,
	};
}

export default [
	scenario('server features', async (run) => {
		const ask = (user?: string | null) => run.wire.unary(ServerFeaturesService.getSupportedMethods, empty(), { user });
		await run.call('supported methods', () => ask(), (answer) => answer.getMethodsList().map((method) => {
			return `${method.getServiceName()}/${method.getMethodName()} ${method.getFeaturesList().sort().join(',')}`;
		}).sort());
		await run.call('without credentials', () => ask(null), (answer) => answer.getMethodsList().length > 0);
		await run.call('with a wrong password', () => ask('admin:wrong'), (answer) => answer.getMethodsList().length > 0);
	}),

	scenario('gossip', async (run) => {
		for (const [what, user] of [['as admin', undefined], ['without credentials', null]] as const) {
			await run.call(what, () => run.wire.unary(GossipService.read, empty(), { user }), (answer) => {
				return answer.getMembersList().map((member) => ({
					...member.toObject(),
					instanceId: Object.keys(member.getInstanceId()?.toObject() ?? {}),
					timeStamp: member.getTimeStamp().length,
					httpEndPoint: Object.keys(member.getHttpEndPoint()?.toObject() ?? {}),
				}));
			});
		}
	}),

	scenario('monitoring', async (run) => {
		const every = (ms: number) => new monitoringPb.StatsReq().setUseMetadata(false).setRefreshTimePeriodInMs(String(ms));
		for (const [what, user] of [['as admin', undefined], ['without credentials', null]] as const) {
			const stream = run.wire.follow(MonitoringService.stats, every(200), { user });
			await run.wait(() => stream.messages.length > 1 || stream.error, 4_000);
			const names = stream.messages[0]?.getStatsMap().toArray().map(([name]: [string, string]) => name) ?? [];
			const groups = new Set(names.map((name: string) => name.split('-').slice(0, 2).join('-')));
			run.note(what, { several: stream.messages.length > 1, groups: [...groups].sort(), error: stream.error });
			stream.cancel();
		}
		const never = run.wire.follow(MonitoringService.stats, every(0));
		await run.wait(() => never.messages.length > 0 || never.error, 1_500);
		run.note('a period of 0', { messages: never.messages.length > 0, error: never.error });
		never.cancel();
	}),

	scenario('a method that does not exist', async (run) => {
		const call = (path: string) => run.wire.unary(unknownMethod(path), Buffer.alloc(0), { ms: 3_000 });
		await run.call('method', () => call('/event_store.client.streams.Streams/Nonsense'));
		await run.call('service', () => call('/event_store.client.Nonsense/Nonsense'));
	}),
];
