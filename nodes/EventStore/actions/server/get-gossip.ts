import { GossipClient } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import { type ClusterInfo, MemberInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import { Empty } from '@eventstore/db-client/generated/shared_pb.js';

import { defineOperation } from '../../../shared/operation.ts';
import type { EventStoreContext } from '../../transport.ts';

/** Names of the states by their numbers. */
const STATES = new Map(Object.entries(MemberInfo.VNodeState).map(([name, number]) => [number as number, name.toLowerCase()]));

/** Ticks of .NET, of which a millisecond has so many. */
const TICKS = 10_000n;

export const getGossip = defineOperation<EventStoreContext>()({
	name: 'Get Gossip',
	action: 'Get the members of the cluster',
	description: 'List the members of the cluster as the server knows them: address, state, and whether each is alive',
	fields: {},
	async run({ eventStore }) {
		const answer = await eventStore.call((connection) =>
			connection.unary<GossipClient, ClusterInfo>(GossipClient, (client, metadata, options, done) => client.read(new Empty(), metadata, options, done)),
		);
		return answer.getMembersList().map((member) => ({
			instanceId: member.getInstanceId()?.getString() || null,
			state: STATES.get(member.getState()) ?? String(member.getState()),
			alive: member.getIsAlive(),
			host: member.getHttpEndPoint()?.getAddress() ?? null,
			port: member.getHttpEndPoint()?.getPort() ?? null,
			seen: new Date(Number(BigInt(member.getTimeStamp()) / TICKS)).toISOString(),
		}));
	},
});
