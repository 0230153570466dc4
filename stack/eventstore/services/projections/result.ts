import projectionsPb from '@eventstore/db-client/generated/projections_pb.js';
import type { ResultReq, ResultResp } from '@eventstore/db-client/generated/projections_pb.js';
import type { handleUnaryCall } from '@grpc/grpc-js';
import type { ProjectionsContext } from './context.ts';
import { unary } from './unary.ts';
import { jsonValue } from './value.ts';

/** Projections.Result: what a projection, or one of its partitions, makes of its state. */
export function result(context: ProjectionsContext): handleUnaryCall<ResultReq, ResultResp> {
	return unary(context, 'Result', async (request) => {
		const options = request.getOptions();
		const projection = context.projections.get(options?.getName() ?? '');
		return new projectionsPb.ResultResp().setResult(jsonValue(await projection.result(options?.getPartition() ?? '')));
	});
}
