import { field } from '../../shared/field.ts';
import type { FieldValues } from '../../shared/field.ts';
import type { Tools } from '../../shared/operation.ts';
import type { EventStore } from '../transport.ts';
import { inWords } from './failure.ts';
import { timeLimit } from './fields.ts';
import { isStopped, whenIt } from './state.ts';

/** What goes with a projection that is deleted. */
export const deletionFields = {
	deleteCheckpointStream: field({ displayName: 'Delete Checkpoint Stream', type: 'boolean', default: false, description: 'Whether to delete how far it was' }),
	deleteEmittedStreams: field({ displayName: 'Delete Emitted Streams', type: 'boolean', default: false, description: 'Whether to delete what it wrote, if it tracked that' }),
	deleteStateStream: field({ displayName: 'Delete State Stream', type: 'boolean', default: false, description: 'Whether to delete its state' }),
	timeLimit,
} as const;

/** Stops a projection, which the server would not delete while it runs, and deletes it. */
export async function removeProjection(
	{ eventStore, wait, name }: { eventStore: EventStore; wait: Tools['wait']; name: string },
	{ timeLimit: seconds = timeLimit.default, ...options }: Partial<FieldValues<typeof deletionFields>>,
): Promise<void> {
	await inWords(name, () => eventStore.call((connection) => connection.disableProjection(name)));
	await whenIt(isStopped, { eventStore, wait, name, what: 'stop', seconds });
	await inWords(name, () => eventStore.call((connection) => connection.deleteProjection(name, options)));
}
