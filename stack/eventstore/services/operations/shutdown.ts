import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import type { Empty } from '@eventstore/db-client/generated/shared_pb.js';
import type { handleUnaryCall } from '@grpc/grpc-js';
import { unary } from '../unary.ts';
import type { OperationsContext } from './context.ts';

/** Operations.Shutdown: ends the server as a signal would, once this call is answered. */
export function shutdown(context: OperationsContext): handleUnaryCall<Empty, Empty> {
	return unary('Shutdown', context.log, () => {
		setImmediate(context.shutdown);
		return new sharedPb.Empty();
	});
}
