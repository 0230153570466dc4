import { Readable } from 'node:stream';

import type { ResolvedEvent } from '@eventstore/db-client';

import type { BinaryStore } from '../shared/binary.ts';
import { field } from '../shared/field.ts';
import { type Output, output } from '../shared/operation.ts';
import { dataText } from './json-text.ts';
import { type DanglingLink, type EventItem, toEventItem } from './recorded-event.ts';

/** How events leave a read; fields of a collection. */
export const outputFields = {
	dataFile: field({
		displayName: 'Data Into File',
		type: 'string',
		default: 'data',
		placeholder: 'data',
		description: 'Name of the binary property that gets the data of each event as a file, in place of data in the JSON',
	}),
	jsonAsText: field({
		displayName: 'JSON as Text',
		type: 'boolean',
		default: false,
		description:
			'Whether to give data and metadata as the JSON text that was appended, with every digit. Otherwise they are objects, and a number that items cannot carry exactly (a whole one beyond 9007199254740991) is text, its path named in numbersAsText.',
	}),
	linesFile: field({
		displayName: 'All Into One File',
		type: 'string',
		default: 'events',
		placeholder: 'events',
		description: 'Name of the binary property of one item that gets all events as a file, one JSON object a line (JSON Lines); however many there are, they are not held in memory',
	}),
	resolveLinks: field({
		displayName: 'Resolve Links',
		type: 'boolean',
		default: true,
		description: 'Whether to give the event that a link of a projection ($ce-…, $et-…) points to, instead of the link',
	}),
} as const;

export interface OutputOptions {
	dataFile?: string;
	jsonAsText?: boolean;
	linesFile?: string;
}

/**
 * Gives events as items as they come, or all of them as one item with a file.
 *
 * @param explain makes of what a read threw what is to be thrown; `undefined` when it is no failure
 */
export async function* eventOutputs(
	events: AsyncIterable<ResolvedEvent>,
	options: OutputOptions,
	binary: BinaryStore,
	explain: (thrown: unknown) => Promise<unknown> = (thrown) => Promise.resolve(thrown),
): AsyncGenerator<object> {
	try {
		if (options.linesFile) yield await inOneFile(events, options.linesFile, options, binary);
		// Without another generator in between: each costs as much as parsing an event.
		else for await (const event of events) yield options.dataFile ? await withFile(event, options.dataFile, options.jsonAsText, binary) : toEventItem(event, options.jsonAsText);
	} catch (thrown) {
		const error = await explain(thrown);
		if (error instanceof Error) throw error;
	}
}

async function inOneFile(events: AsyncIterable<ResolvedEvent>, property: string, options: OutputOptions, binary: BinaryStore): Promise<Output> {
	const counted = { events: 0 };
	const file = await binary.write(lines(events, options, counted), 'events.jsonl', 'application/jsonl');
	return output(counted, { binary: { [property]: file } });
}

async function* lines(events: AsyncIterable<ResolvedEvent>, { jsonAsText }: OutputOptions, counted: { events: number }): AsyncGenerator<Buffer> {
	for await (const event of events) {
		counted.events++;
		yield Buffer.from(`${JSON.stringify(toEventItem(event, jsonAsText))}\n`);
	}
}

async function withFile(resolved: ResolvedEvent, property: string, jsonAsText: boolean | undefined, binary: BinaryStore): Promise<EventItem | DanglingLink | Output> {
	const item = toEventItem(resolved, jsonAsText);
	const { event } = resolved;
	if (event === undefined || 'missing' in item) return item;
	const { data: _data, ...json } = item;
	const { fileName, mimeType } = (event.isJson ? {} : (event.metadata ?? {})) as { fileName?: unknown; mimeType?: unknown };
	const content = event.data instanceof Uint8Array ? Buffer.from(event.data) : Buffer.from(dataText(event) ?? JSON.stringify(event.data));
	const name = typeof fileName === 'string' ? fileName : `${event.streamId}-${event.revision}.${event.isJson ? 'json' : 'bin'}`;
	const type = typeof mimeType === 'string' ? mimeType : item.contentType;
	return output(json, { binary: { [property]: await binary.write(Readable.from([content]), name, type) } });
}
