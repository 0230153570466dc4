import projectionsPb from '@eventstore/db-client/generated/projections_pb.js';
import type { DeleteReq, DeleteResp } from '@eventstore/db-client/generated/projections_pb.js';
import type { handleUnaryCall } from '@grpc/grpc-js';
import type { ProjectionsContext } from './context.ts';
import { unary } from './unary.ts';

/** Projections.Delete: deletes a projection that does not run, with the streams that are named. */
export function remove(context: ProjectionsContext): handleUnaryCall<DeleteReq, DeleteResp> {
	return unary(context, 'Delete', async (request) => {
		const options = request.getOptions();
		await context.projections.remove(options?.getName() ?? '', {
			emittedStreams: options?.getDeleteEmittedStreams() ?? false,
			checkpoints: options?.getDeleteCheckpointStream() ?? false,
		});
		return new projectionsPb.DeleteResp();
	});
}
