import projectionsPb from '@eventstore/db-client/generated/projections_pb.js';
import type { DisableReq, DisableResp } from '@eventstore/db-client/generated/projections_pb.js';
import type { handleUnaryCall } from '@grpc/grpc-js';
import type { ProjectionsContext } from './context.ts';
import { unary } from './unary.ts';

/** Projections.Disable: stops a projection, with a checkpoint or, to abort it, without. */
export function disable(context: ProjectionsContext): handleUnaryCall<DisableReq, DisableResp> {
	return unary(context, 'Disable', async (request) => {
		const options = request.getOptions();
		await context.projections.change(options?.getName() ?? '', (projection) => projection.disable(options?.getWriteCheckpoint() ?? false));
		return new projectionsPb.DisableResp();
	});
}
