import projectionsPb from '@eventstore/db-client/generated/projections_pb.js';
import type { ResetReq, ResetResp } from '@eventstore/db-client/generated/projections_pb.js';
import type { handleUnaryCall } from '@grpc/grpc-js';
import type { ProjectionsContext } from './context.ts';
import { unary } from './unary.ts';

/** Projections.Reset: lets a projection begin anew. */
export function reset(context: ProjectionsContext): handleUnaryCall<ResetReq, ResetResp> {
	return unary(context, 'Reset', async (request) => {
		const options = request.getOptions();
		await context.projections.change(options?.getName() ?? '', (projection) => projection.reset());
		return new projectionsPb.ResetResp();
	});
}
