import projectionsPb from '@eventstore/db-client/generated/projections_pb.js';
import type { EnableReq, EnableResp } from '@eventstore/db-client/generated/projections_pb.js';
import type { handleUnaryCall } from '@grpc/grpc-js';
import type { ProjectionsContext } from './context.ts';
import { unary } from './unary.ts';

/** Projections.Enable: lets a projection run, from where it stopped. */
export function enable(context: ProjectionsContext): handleUnaryCall<EnableReq, EnableResp> {
	return unary(context, 'Enable', async (request) => {
		const options = request.getOptions();
		await context.projections.change(options?.getName() ?? '', (projection) => projection.enable());
		return new projectionsPb.EnableResp();
	});
}
