import { defineResource } from '../../../shared/node.ts';
import type { EventStoreContext } from '../../transport.ts';
import { append } from './append.ts';
import { appendMany } from './appendMany.ts';
import { deleteStream } from './delete.ts';
import { exists } from './exists.ts';
import { getLast } from './get-last.ts';
import { getMetadata } from './getMetadata.ts';
import { list } from './list.ts';
import { read } from './read.ts';
import { setMetadata } from './setMetadata.ts';
import { tombstone } from './tombstone.ts';

export const stream = defineResource<EventStoreContext>({
	name: 'Stream',
	description: 'Events in the order in which they happened',
	operations: { append, appendMany, read, getLast, exists, list, getMetadata, setMetadata, delete: deleteStream, tombstone },
});
