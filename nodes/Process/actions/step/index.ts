import type { EventStoreContext } from '../../../EventStore/transport.ts';
import { defineResource } from '../../../shared/node.ts';
import { end } from './end.ts';
import { refuse } from './refuse.ts';
import { run } from './run.ts';
import { runForEach } from './run-for-each.ts';
import { runTogether } from './run-together.ts';
import { wait } from './wait.ts';

export const step = defineResource<EventStoreContext>({
	name: 'Step',
	description: 'What a process is made of: a workflow that may be repeated, and can be undone',
	operations: { run, runTogether, runForEach, wait, end, refuse },
});
