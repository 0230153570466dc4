import { field, locator } from '../../shared/field.ts';

/** Which group of which stream; see {@link Group}. */
export const groupFields = {
	source: field({
		displayName: 'Source',
		type: 'options',
		options: [
			{ name: 'All Streams', value: 'all', description: 'The log of the whole database ($all)' },
			{ name: 'Stream', value: 'stream', description: 'One stream; one of a projection ($ce-…) when links are resolved' },
		],
		default: 'stream',
	}),
	stream: locator('searchStreams', {
		displayName: 'Stream',
		placeholder: '$ce-document',
		description: 'The stream whose events the group gets',
		show: { source: ['stream'] },
	}),
	group: locator('searchGroups', {
		displayName: 'Group',
		placeholder: 'billing',
		description: 'The name under which consumers share the events',
	}),
} as const;

/** A persistent subscription: consumers that share the events of a stream, or of the whole database where it is `$all`. */
export interface Group {
	stream: string;
	group: string;
}

/** The group that the fields name. */
export function groupOf({ source, stream, group }: { source: 'all' | 'stream'; stream: string; group: string }): Group {
	return { stream: source === 'all' ? '$all' : stream, group };
}
