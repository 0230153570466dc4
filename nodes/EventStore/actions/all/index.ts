import { defineResource } from '../../../shared/node.ts';
import type { EventStoreContext } from '../../transport.ts';
import { read } from './read.ts';

export const all = defineResource<EventStoreContext>({
	name: 'All',
	description: 'The log of the whole database ($all)',
	operations: { read },
});
