import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import { MonitoringService } from '@eventstore/db-client/generated/monitoring_grpc_pb.js';
import { OperationsService } from '@eventstore/db-client/generated/operations_grpc_pb.js';
import { PersistentSubscriptionsService } from '@eventstore/db-client/generated/persistent_grpc_pb.js';
import { ProjectionsService } from '@eventstore/db-client/generated/projections_grpc_pb.js';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { UsersService } from '@eventstore/db-client/generated/users_grpc_pb.js';
import type { Server } from '@grpc/grpc-js';
import { readGossip } from './gossip.ts';
import type { MonitoringContext } from './monitoring/context.ts';
import { stats } from './monitoring/stats.ts';
import type { OperationsContext } from './operations/context.ts';
import { operations } from './operations/service.ts';
import type { PersistentSubscriptionsContext } from './persistent-subscriptions/context.ts';
import { persistentSubscriptions } from './persistent-subscriptions/service.ts';
import type { ProjectionsContext } from './projections/context.ts';
import { projectionsService } from './projections/service.ts';
import { getSupportedMethods } from './server-features.ts';
import { append } from './streams/append.ts';
import { batchAppend } from './streams/batch-append.ts';
import type { StreamsContext } from './streams/context.ts';
import { softDelete, tombstone } from './streams/delete.ts';
import { read } from './streams/read.ts';
import { readMethod } from './streams/response-stream.ts';
import type { Users } from '../users/users.ts';
import { usersService } from './users/service.ts';

/** What the services work with. */
export type ServicesContext = StreamsContext & ProjectionsContext & PersistentSubscriptionsContext & OperationsContext & MonitoringContext;

/** Methods that clients may rely on. */
const supported = [
	...Object.values(StreamsService), ...Object.values(GossipService), ...Object.values(ServerFeaturesService),
	...Object.values(UsersService), ...Object.values(PersistentSubscriptionsService),
	...Object.values(ProjectionsService), ...Object.values(OperationsService), ...Object.values(MonitoringService),
].map((method) => method.path);

/**
 * Adds every service of the contract to a gRPC server.
 *
 * @param users undefined on a server without TLS, which has none
 */
export function addServices(
	server: Pick<Server, 'addService'>, context: ServicesContext, address: () => string,
	users: Users | undefined,
): void {
	server.addService({ ...StreamsService, read: readMethod }, {
		append: append(context),
		batchAppend: batchAppend(context),
		delete: softDelete(context),
		read: read(context),
		tombstone: tombstone(context),
	});
	server.addService(GossipService, { read: readGossip(address) });
	server.addService(ServerFeaturesService, { getSupportedMethods: getSupportedMethods(supported) });
	server.addService(ProjectionsService, projectionsService(context));
	server.addService(UsersService, usersService(users && { users, log: context.log }));
	server.addService(PersistentSubscriptionsService, persistentSubscriptions(context));
	server.addService(OperationsService, operations(context));
	server.addService(MonitoringService, { stats: stats(context) });
}
