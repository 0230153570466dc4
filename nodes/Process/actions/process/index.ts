import type { EventStoreContext } from '../../../EventStore/transport.ts';
import { defineResource } from '../../../shared/node.ts';
import { finish } from './finish.ts';
import { start } from './start.ts';
import { undo } from './undo.ts';

export const process = defineResource<EventStoreContext>({
	name: 'Process',
	description: 'Where a run begins and ends',
	operations: { start, finish, undo },
});
