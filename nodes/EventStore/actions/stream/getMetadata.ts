import { defineOperation } from '../../../shared/operation.ts';
import { readMetadata, toMetadataItem } from '../../stream-metadata.ts';
import type { EventStoreContext } from '../../transport.ts';
import { stream } from './fields.ts';

export const getMetadata = defineOperation<EventStoreContext>()({
	name: 'Get Metadata',
	action: 'Get the metadata of a stream',
	description: 'Get how long a stream keeps its events, who may use it, and metadata of your own; numbers that items cannot carry are text',
	fields: { stream },
	async run({ fields, eventStore }) {
		return toMetadataItem(fields.stream, await readMetadata(eventStore, fields.stream));
	},
});
