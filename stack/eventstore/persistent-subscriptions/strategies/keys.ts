import { eventType } from '../../store/records.ts';
import { original } from '../message.ts';
import type { Message } from '../message.ts';

/** What Pinned goes by: the stream of the event, and of a link the stream that it points to, resolved or not. */
export function streamKey({ resolved }: Message): string {
	const { event } = resolved;
	if (event !== undefined && event.type !== eventType.link) return event.stream;
	const { data, stream } = original(resolved);
	const text = Buffer.from(data).toString();
	const at = text.indexOf('@');
	return at < 0 ? stream : text.slice(at + 1);
}

/** What PinnedByCorrelation goes by: `$correlationId` of the metadata, else the stream. */
export function correlationKey(message: Message): string {
	const metadata = (message.resolved.event ?? original(message.resolved)).metadata;
	return correlationOf(metadata) ?? streamKey(message);
}

function correlationOf(metadata: Uint8Array): string | undefined {
	if (metadata.length === 0) return undefined;
	try {
		const parsed: unknown = JSON.parse(Buffer.from(metadata).toString());
		if (typeof parsed !== 'object' || parsed === null || !('$correlationId' in parsed)) return undefined;
		return typeof parsed.$correlationId === 'string' ? parsed.$correlationId : undefined;
	} catch {
		// Metadata is the writer's own; what is no JSON has no correlation.
		return undefined;
	}
}
