import operationsPb from '@eventstore/db-client/generated/operations_pb.js';
import type { ScavengeResp, StartScavengeReq } from '@eventstore/db-client/generated/operations_pb.js';
import type { handleUnaryCall } from '@grpc/grpc-js';
import { malformed } from '../../errors.ts';
import { unary } from '../unary.ts';
import type { OperationsContext } from './context.ts';

/**
 * Operations.StartScavenge: removes in the background what reads hide already. Threads and the chunk to start from are those
 * of another way to store events, and mean nothing here.
 */
export function startScavenge({ scavenges, log }: OperationsContext): handleUnaryCall<StartScavengeReq, ScavengeResp> {
	const { STARTED, INPROGRESS } = operationsPb.ScavengeResp.ScavengeResult;
	return unary('StartScavenge', log, (request) => {
		if (!request.hasOptions()) throw malformed('A scavenge needs its options.');
		const { id, result } = scavenges.start();
		return new operationsPb.ScavengeResp()
			.setScavengeId(id)
			.setScavengeResult(result === 'started' ? STARTED : INPROGRESS);
	});
}
