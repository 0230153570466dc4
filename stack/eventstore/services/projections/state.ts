import projectionsPb from '@eventstore/db-client/generated/projections_pb.js';
import type { StateReq, StateResp } from '@eventstore/db-client/generated/projections_pb.js';
import type { handleUnaryCall } from '@grpc/grpc-js';
import type { ProjectionsContext } from './context.ts';
import { unary } from './unary.ts';
import { jsonValue } from './value.ts';

/** Projections.State: the state of a projection, or of one of its partitions. */
export function state(context: ProjectionsContext): handleUnaryCall<StateReq, StateResp> {
	return unary(context, 'State', async (request) => {
		const options = request.getOptions();
		const projection = context.projections.get(options?.getName() ?? '');
		return new projectionsPb.StateResp().setState(jsonValue(await projection.state(options?.getPartition() ?? '')));
	});
}
