import { buffer } from 'node:stream/consumers';

import type { BinaryStore } from '../shared/binary.ts';
import { InvalidField } from '../shared/errors.ts';
import { field } from '../shared/field.ts';
import type { Fields, FieldValues } from '../shared/field.ts';
import { eventId, eventIdFields, type Place } from './event-id.ts';
import { eventMetadata, metadataField } from './event-metadata.ts';

/** What an event is made of. */
export const eventFields = {
	eventType: field({
		displayName: 'Event Type',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'DocumentStored',
		description: 'What happened, in the past tense',
	}),
	dataFormat: field({
		displayName: 'Data Format',
		type: 'options',
		options: [
			{ name: 'Base64', value: 'base64', description: 'Bytes, written as text in base64' },
			{ name: 'File', value: 'file', description: 'The bytes of a file of the item' },
			{ name: 'JSON', value: 'json', description: 'What projections and most readers understand' },
		],
		default: 'json',
		description: 'What the facts are given as',
	}),
	data: field({
		displayName: 'Data (JSON)',
		type: 'json',
		required: true,
		default: '={{ $json }}',
		description:
			"The facts; the item's JSON unless changed. JSON as text keeps all digits of its numbers; an object with a whole number beyond 9007199254740991 is refused, because it is rounded already.",
		exact: true,
		show: { dataFormat: ['json'] },
	}),
	dataFile: field({
		displayName: 'Input Binary Field',
		type: 'binary',
		required: true,
		default: 'data',
		description: 'The file whose bytes the event gets; its name and type go into the metadata as fileName and mimeType',
		show: { dataFormat: ['file'] },
	}),
	dataBase64: field({
		displayName: 'Data (Base64)',
		type: 'string',
		default: '',
		description: 'The bytes of the event; none are allowed',
		show: { dataFormat: ['base64'] },
	}),
	...eventIdFields,
	metadata: metadataField,
} as const satisfies Fields;

/** An event to be appended, in the bytes that the server gets. */
export interface NewEvent {
	id: string;
	type: string;
	isJson: boolean;
	data: Buffer;
	metadata: Buffer;
}

/** Signs of base64 in its two alphabets (RFC 4648, 4 and 5), in lines or not. */
const BASE64 = /^[\w+/\s-]*={0,2}\s*$/;

type GivenEvent = { fields: FieldValues<typeof eventFields>; index: number; binary: BinaryStore };

/**
 * Makes the event of an item.
 *
 * @param most bytes that a file may have; a larger one is not read
 * @throws InvalidField naming what cannot be written
 */
export async function newEvent({ fields, index, binary }: GivenEvent, execution: Place, most: number): Promise<NewEvent> {
	const { dataFormat, eventType: type, metadata: given } = fields;
	const id = eventId(fields, execution, index);
	const own = eventMetadata(given, execution);
	switch (dataFormat) {
		case 'json':
			return { id, type, isJson: true, data: toJson(fields.data), metadata: toJson(own) };
		case 'base64':
			return { id, type, isJson: false, data: fromBase64(fields.dataBase64), metadata: toJson(own) };
		case 'file': {
			const { stream, size, fileName, mimeType } = await binary.read(fields.dataFile);
			if (size !== undefined && size > most) {
				stream.destroy();
				throw new InvalidField('Input Binary Field', `the file has ${size} bytes, and the server takes ${most} at once`, 'a smaller one; keep large content elsewhere and link to it');
			}
			return { id, type, isJson: false, data: await buffer(stream), metadata: toJson({ ...(fileName !== undefined && { fileName }), mimeType, ...own }) };
		}
	}
}

function toJson(value: unknown): Buffer {
	return Buffer.from(JSON.stringify(value));
}

function fromBase64(text: string): Buffer {
	if (!BASE64.test(text)) throw new InvalidField('Data (Base64)', `got "${text.slice(0, 80)}"`, 'text in base64');
	return Buffer.from(text, 'base64');
}
