import type { InputEvent } from './protocol.ts';

/**
 * The stream that an event counts to where each stream has a state of its own: of what a category's link brings the stream
 * that the link was made for (`$o` in its metadata), which may itself hold only a link to the event.
 */
export function sourceStream({ stream, linkMetadata }: Pick<InputEvent, 'stream' | 'linkMetadata'>): string | null {
	if (linkMetadata === undefined || linkMetadata.length === 0) return stream;
	try {
		const metadata: unknown = JSON.parse(Buffer.from(linkMetadata).toString());
		const source: unknown = typeof metadata === 'object' && metadata !== null && '$o' in metadata ? metadata.$o : undefined;
		return typeof source === 'string' ? source : stream;
	} catch {
		return stream;
	}
}
