import { OperationsClient } from '@eventstore/db-client/generated/operations_grpc_pb.js';
import { ScavengeResp } from '@eventstore/db-client/generated/operations_pb.js';
import type { CallOptions, Metadata, ServiceError } from '@grpc/grpc-js';

import type { EventStore } from './transport.ts';

type Ask<R> = (client: OperationsClient, metadata: Metadata, options: Partial<CallOptions>, answer: (error: ServiceError | null, response: R) => void) => unknown;

/** A call that administrators and operators of the server make. */
export async function operate<R>(eventStore: EventStore, ask: Ask<R>): Promise<R> {
	return await eventStore.call((connection) => connection.unary(OperationsClient, ask));
}

const RESULTS = {
	[ScavengeResp.ScavengeResult.STARTED]: 'started',
	[ScavengeResp.ScavengeResult.INPROGRESS]: 'inProgress',
	[ScavengeResp.ScavengeResult.STOPPED]: 'stopped',
} as const;

/** A scavenge as items carry it. */
export function scavengeItem(answer: ScavengeResp) {
	return { scavengeId: answer.getScavengeId(), result: RESULTS[answer.getScavengeResult()] };
}
