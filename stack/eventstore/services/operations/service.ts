import type { UntypedServiceImplementation } from '@grpc/grpc-js';
import type { OperationsContext } from './context.ts';
import { mergeIndexes, resignNode, setNodePriority } from './nothing-to-do.ts';
import { restartPersistentSubscriptions } from './restart-persistent-subscriptions.ts';
import { shutdown } from './shutdown.ts';
import { startScavenge } from './start-scavenge.ts';
import { stopScavenge } from './stop-scavenge.ts';

/** The handlers of the Operations service. */
export function operations(context: OperationsContext): UntypedServiceImplementation {
	return {
		startScavenge: startScavenge(context),
		stopScavenge: stopScavenge(context),
		shutdown: shutdown(context),
		mergeIndexes,
		resignNode,
		setNodePriority,
		restartPersistentSubscriptions: restartPersistentSubscriptions(context),
	};
}
