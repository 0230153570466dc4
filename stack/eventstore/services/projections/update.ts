import projectionsPb from '@eventstore/db-client/generated/projections_pb.js';
import type { UpdateReq, UpdateResp } from '@eventstore/db-client/generated/projections_pb.js';
import type { handleUnaryCall } from '@grpc/grpc-js';
import type { ProjectionsContext } from './context.ts';
import { unary } from './unary.ts';

/** Projections.Update: gives a projection another text; its state stays. */
export function update(context: ProjectionsContext): handleUnaryCall<UpdateReq, UpdateResp> {
	return unary(context, 'Update', async (request) => {
		const options = request.getOptions();
		const emitEnabled = options?.hasEmitEnabled() ? options.getEmitEnabled() : undefined;
		await context.projections.change(options?.getName() ?? '', (projection) => projection.update(options?.getQuery() ?? '', emitEnabled));
		return new projectionsPb.UpdateResp();
	});
}
