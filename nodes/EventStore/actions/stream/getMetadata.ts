import { defineOperation } from '../../../shared/operation.ts';
import { toJsonNumber } from '../../revision.ts';
import { readMetadata } from '../../stream-metadata.ts';
import type { EventStoreContext } from '../../transport.ts';
import { stream } from './fields.ts';

export const getMetadata = defineOperation<EventStoreContext>()({
	name: 'Get Metadata',
	action: 'Get the metadata of a stream',
	description: 'Get how long a stream keeps its events, who may use it, and metadata of your own',
	fields: { stream },
	async run({ fields, eventStore }) {
		const { metadata, revision } = await readMetadata(eventStore, fields.stream);
		return { stream: fields.stream, metadata, ...(revision !== undefined && { revision: toJsonNumber(revision) }) };
	},
});
