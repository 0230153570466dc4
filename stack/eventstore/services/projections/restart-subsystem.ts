import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import type { Empty } from '@eventstore/db-client/generated/shared_pb.js';
import type { handleUnaryCall } from '@grpc/grpc-js';
import type { ProjectionsContext } from './context.ts';
import { unary } from './unary.ts';

/** Projections.RestartSubsystem: ends all projections and takes them up again. */
export function restartSubsystem(context: ProjectionsContext): handleUnaryCall<Empty, Empty> {
	return unary(context, 'RestartSubsystem', async () => {
		await context.projections.restart();
		return new sharedPb.Empty();
	});
}
