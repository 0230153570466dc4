import type { UntypedServiceImplementation } from '@grpc/grpc-js';
import type { PersistentSubscriptionsContext } from './context.ts';
import { create } from './create.ts';
import { remove } from './delete.ts';
import { getInfo } from './get-info.ts';
import { list } from './list.ts';
import { read } from './read.ts';
import { replayParked } from './replay-parked.ts';
import { restartSubsystem } from './restart-subsystem.ts';
import { update } from './update.ts';

/** The handlers of the PersistentSubscriptions service. */
export function persistentSubscriptions(context: PersistentSubscriptionsContext): UntypedServiceImplementation {
	return {
		create: create(context),
		update: update(context),
		delete: remove(context),
		read: read(context),
		getInfo: getInfo(context),
		replayParked: replayParked(context),
		list: list(context),
		restartSubsystem: restartSubsystem(context),
	};
}
