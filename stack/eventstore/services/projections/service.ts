import type { IProjectionsServer } from '@eventstore/db-client/generated/projections_grpc_pb.js';
import type { ProjectionsContext } from './context.ts';
import { create } from './create.ts';
import { remove } from './delete.ts';
import { disable } from './disable.ts';
import { enable } from './enable.ts';
import { reset } from './reset.ts';
import { restartSubsystem } from './restart-subsystem.ts';
import { result } from './result.ts';
import { state } from './state.ts';
import { statistics } from './statistics.ts';
import { update } from './update.ts';

/** The Projections service: those of the system, and those of users in JavaScript. */
export function projectionsService(context: ProjectionsContext): IProjectionsServer {
	return {
		create: create(context),
		delete: remove(context),
		disable: disable(context),
		enable: enable(context),
		reset: reset(context),
		restartSubsystem: restartSubsystem(context),
		result: result(context),
		state: state(context),
		statistics: statistics(context),
		update: update(context),
	};
}
