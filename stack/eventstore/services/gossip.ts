import { randomUUID } from 'node:crypto';
import gossipPb from '@eventstore/db-client/generated/gossip_pb.js';
import type { ClusterInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import type { Empty } from '@eventstore/db-client/generated/shared_pb.js';
import type { handleUnaryCall } from '@grpc/grpc-js';

/** Units of 100 ns in a millisecond. */
const ticksPerMillisecond = 10_000n;

/**
 * Gossip.Read: a cluster of one, which leads. The member's address is the one that the client used, so that it also
 * fits clients on the other side of a published port.
 *
 * @param fallback `host:port` for a client that names none, or what is no address
 */
export function readGossip(fallback: () => string): handleUnaryCall<Empty, ClusterInfo> {
	const instance = new sharedPb.UUID().setString(randomUUID());
	return (call, callback) => {
		const asked = `http://${call.getHost()}`;
		const { hostname, port } = new URL(URL.canParse(asked) ? asked : `http://${fallback()}`);
		const member = new gossipPb.MemberInfo()
			.setInstanceId(instance)
			.setTimeStamp(String(BigInt(Date.now()) * ticksPerMillisecond))
			.setState(gossipPb.MemberInfo.VNodeState.LEADER)
			.setIsAlive(true)
			.setHttpEndPoint(new gossipPb.EndPoint().setAddress(hostname).setPort(Number(port || 80)));
		callback(null, new gossipPb.ClusterInfo().setMembersList([member]));
	};
}
