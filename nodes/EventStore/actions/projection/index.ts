import { defineResource } from '../../../shared/node.ts';
import type { EventStoreContext } from '../../transport.ts';
import { abort } from './abort.ts';
import { create } from './create.ts';
import { deleteProjection } from './delete.ts';
import { disable } from './disable.ts';
import { enable } from './enable.ts';
import { ensure } from './ensure.ts';
import { ensureAbsent } from './ensure-absent.ts';
import { getResult } from './get-result.ts';
import { getState } from './get-state.ts';
import { getStatistics } from './get-statistics.ts';
import { list } from './list.ts';
import { reset } from './reset.ts';
import { restartSubsystem } from './restart-subsystem.ts';
import { update } from './update.ts';

export const projection = defineResource<EventStoreContext>({
	name: 'Projection',
	description: 'JavaScript that the server runs over events as they come',
	operations: {
		abort,
		create,
		delete: deleteProjection,
		disable,
		enable,
		ensure,
		ensureAbsent,
		getAll: list,
		getResult,
		getState,
		getStatistics,
		reset,
		restartSubsystem,
		update,
	},
});
