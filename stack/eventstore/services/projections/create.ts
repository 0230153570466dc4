import { randomUUID } from 'node:crypto';
import projectionsPb from '@eventstore/db-client/generated/projections_pb.js';
import type { CreateReq, CreateResp } from '@eventstore/db-client/generated/projections_pb.js';
import type { handleUnaryCall } from '@grpc/grpc-js';
import { handlerFailed } from '../../errors.ts';
import type { Proposal } from '../../projections/projections.ts';
import type { ProjectionsContext } from './context.ts';
import { unary } from './unary.ts';

/** Projections.Create: makes a projection and lets it run; a one-time one gets its name here. */
export function create(context: ProjectionsContext): handleUnaryCall<CreateReq, CreateResp> {
	return unary(context, 'Create', async (request) => {
		await context.projections.create(proposal(request.getOptions()));
		return new projectionsPb.CreateResp();
	});
}

function proposal(options: CreateReq.Options | undefined): Proposal {
	const query = options?.getQuery() ?? '';
	const silent = { query, emitEnabled: false, trackEmittedStreams: false };
	const continuous = options?.getContinuous();
	const transient = options?.getTransient();
	if (continuous !== undefined) {
		const [emitEnabled, trackEmittedStreams] = [continuous.getEmitEnabled(), continuous.getTrackEmittedStreams()];
		if (trackEmittedStreams && !emitEnabled) throw handlerFailed();
		return { query, name: continuous.getName(), mode: 'Continuous', emitEnabled, trackEmittedStreams };
	}
	if (transient !== undefined) return { ...silent, name: transient.getName(), mode: 'Transient' };
	if (options?.hasOneTime()) return { ...silent, name: randomUUID(), mode: 'OneTime' };
	throw handlerFailed();
}
