import { binaryEvent } from '@eventstore/db-client';
import type { EventData } from '@eventstore/db-client';

/** A link event with the given data; a good one is `revision@stream`. */
export function link(data: string, more: { metadata?: Record<string, unknown> } = {}): EventData {
	return binaryEvent({ type: '$>', data: Buffer.from(data), ...more });
}
