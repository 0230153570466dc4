import { defineResource } from '../../../shared/node.ts';
import type { EventStoreContext } from '../../transport.ts';
import { create } from './create.ts';
import { deleteSubscription } from './delete.ts';
import { ensure } from './ensure.ts';
import { ensureAbsent } from './ensure-absent.ts';
import { get } from './get.ts';
import { list } from './list.ts';
import { readParked } from './read-parked.ts';
import { replayParked } from './replay-parked.ts';
import { restartSubsystem } from './restart-subsystem.ts';
import { update } from './update.ts';

export const persistentSubscription = defineResource<EventStoreContext>({
	name: 'Persistent Subscription',
	description: 'A group of consumers whose progress the server keeps',
	operations: { create, delete: deleteSubscription, ensure, ensureAbsent, get, getAll: list, readParked, replayParked, restartSubsystem, update },
});
