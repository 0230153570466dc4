import type { EventStoreContext } from '../../../EventStore/transport.ts';
import { defineResource } from '../../../shared/node.ts';
import { answer } from './answer.ts';
import { get } from './get.ts';
import { list } from './list.ts';
import { recover } from './recover.ts';

export const run = defineResource<EventStoreContext>({
	name: 'Run',
	description: 'What a process did for one request, as its journal says',
	operations: { answer, get, getAll: list, recover },
});
