import type { Message } from '../persistent-subscriptions/message.ts';
import { author, entryOf } from './streams/feed.ts';
import type { Feed } from './streams/feed.ts';
import type { Formats } from './streams/formats.ts';
import { groupUri } from './subscription-info.ts';

/** What the messages of a group can be shown as. */
export const messageFormats: Formats = new Map([
	...(['json', 'xml'] as const).flatMap((kind) => ['eventstore', 'kurrent']
		.map((vendor): [string, typeof kind] => [`application/vnd.${vendor}.competingatom+${kind}`, kind])),
]);

/** Which messages a feed is of, and how it is to show them. */
export interface Fetched {
	stream: string;
	group: string;
	/** How many were asked for. */
	count: number;
	/** How much of the events was asked for, as the client spelled it. */
	embed: string | undefined;
}

/** Messages of a group as a feed, each with the links by which it is acknowledged and refused. */
export function messagesFeed(messages: readonly Message[], { stream, group, count, embed }: Fetched, origin: string): Feed {
	const uri = groupUri(origin, stream, group);
	const query = embed === undefined ? '' : `?embed=${encodeURIComponent(embed)}`;
	const entries = messages.map(({ id, resolved, retryCount }) => {
		const entry = entryOf(resolved, origin, embed !== undefined && embed.toLowerCase() !== 'none');
		const answers = ['ack', 'nack'].map((relation) => ({ uri: `${uri}/${relation}/${id}`, relation }));
		return { ...entry, retryCount, links: [...entry.links, ...answers] };
	});
	const ids = messages.map(({ id }) => id).join(',');
	return {
		title: `Messages of '${stream}::${group}'`,
		id: uri,
		updated: entries.at(-1)?.updated ?? new Date(0).toISOString(),
		streamId: stream,
		author,
		headOfStream: false,
		selfUrl: uri,
		eTag: null,
		links: [
			...(messages.length === 0 ? [] : [
				{ uri: `${uri}/ack?ids=${ids}`, relation: 'ackAll' },
				{ uri: `${uri}/nack?ids=${ids}`, relation: 'nackAll' },
			]),
			{ uri: `${uri}/${count}${query}`, relation: 'previous' },
			{ uri, relation: 'self' },
		],
		entries,
	};
}
