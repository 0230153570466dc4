import { defineResource } from '../../../shared/node.ts';
import type { EventStoreContext } from '../../transport.ts';
import { getGossip } from './get-gossip.ts';
import { getVersion } from './get-version.ts';
import { mergeIndexes } from './merge-indexes.ts';
import { startScavenge } from './start-scavenge.ts';
import { stopScavenge } from './stop-scavenge.ts';

export const server = defineResource<EventStoreContext>({
	name: 'Server',
	description: 'The server, and the cluster that it belongs to',
	operations: { getGossip, getVersion, mergeIndexes, startScavenge, stopScavenge },
});
