import operationsPb from '@eventstore/db-client/generated/operations_pb.js';
import type { ScavengeResp, StopScavengeReq } from '@eventstore/db-client/generated/operations_pb.js';
import type { handleUnaryCall } from '@grpc/grpc-js';
import { scavengeNotFound } from '../../errors.ts';
import { unary } from '../unary.ts';
import type { OperationsContext } from './context.ts';

/** Operations.StopScavenge: ends the scavenge under way; what it has removed stays removed. */
export function stopScavenge({ scavenges, log }: OperationsContext): handleUnaryCall<StopScavengeReq, ScavengeResp> {
	return unary('StopScavenge', log, (request) => {
		const id = request.getOptions()?.getScavengeId() ?? '';
		if (!scavenges.stop(id)) throw scavengeNotFound(scavenges.running);
		return new operationsPb.ScavengeResp()
			.setScavengeId(id)
			.setScavengeResult(operationsPb.ScavengeResp.ScavengeResult.STOPPED);
	});
}
