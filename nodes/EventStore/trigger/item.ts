import type { ResolvedEvent } from '@eventstore/db-client';
import type { INodeExecutionData } from 'n8n-workflow';

import { toEventItem } from '../recorded-event.ts';

/** Streams that hold the parked events of a group. */
const PARKED = /^\$persistentsubscription-.*-parked$/s;

/** Makes the item of an event; one of a group says how often it came before, and whether it was parked. */
export function toItem(resolved: ResolvedEvent & { retryCount?: number }, jsonAsText: boolean): INodeExecutionData {
	const { retryCount, link } = resolved;
	const json = {
		...toEventItem(resolved, jsonAsText),
		...(retryCount !== undefined && { retryCount }),
		...(link && PARKED.test(link.streamId) && { replayed: true }),
	};
	return { json: json as INodeExecutionData['json'] };
}
