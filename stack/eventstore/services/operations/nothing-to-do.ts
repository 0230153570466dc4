import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import type { Empty } from '@eventstore/db-client/generated/shared_pb.js';
import type { SetNodePriorityReq } from '@eventstore/db-client/generated/operations_pb.js';
import type { handleUnaryCall } from '@grpc/grpc-js';

const done = <Request>(): handleUnaryCall<Request, Empty> => (_call, callback) => callback(null, new sharedPb.Empty());

/** Operations.MergeIndexes: SQLite's indexes are in one piece always. */
export const mergeIndexes = done<Empty>();

/** Operations.ResignNode: as the only node of a real cluster of one this one leads again at once. */
export const resignNode = done<Empty>();

/** Operations.SetNodePriority: it counts in elections, which a cluster of one has none of. */
export const setNodePriority = done<SetNodePriorityReq>();
