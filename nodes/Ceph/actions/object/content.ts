import { Readable } from 'node:stream';

import type { INodeExecutionData } from 'n8n-workflow';

import type { BinaryInput, BinaryStore } from '../../../shared/binary.ts';
import type { Fields, FieldValues } from '../../../shared/field.ts';

/** What is to be stored: a file of the item, or something that its fields hold. */
export const contentFields = {
	source: {
		displayName: 'Content',
		type: 'options',
		options: [
			{ name: 'Binary File', value: 'binary', description: 'A file that the item carries' },
			{ name: 'JSON', value: 'json', description: 'An object or a list, stored as JSON' },
			{ name: 'Text', value: 'text', description: 'A text, stored in UTF-8' },
		],
		default: 'binary',
	},
	property: {
		displayName: 'Input Binary Field',
		type: 'binary',
		default: 'data',
		required: true,
		hint: 'The name of the input binary field containing the file to be stored',
		show: { source: ['binary'] },
	},
	json: {
		displayName: 'JSON',
		type: 'json',
		default: '',
		placeholder: 'e.g. {{ $json.report }}',
		description: 'An expression that gives what to store, or JSON as it is; the fields of the item when empty',
		show: { source: ['json'] },
	},
	text: { displayName: 'Text', type: 'string', typeOptions: { rows: 4 }, default: '', show: { source: ['text'] } },
} as const satisfies Fields;

type Content = Pick<BinaryInput, 'stream' | 'size' | 'mimeType'>;

/** Opens what the user chose to store. */
export async function content({ source, property, json, text }: FieldValues<typeof contentFields>, item: INodeExecutionData, binary: BinaryStore): Promise<Content> {
	switch (source) {
		case 'binary':
			return await binary.read(property);
		case 'json':
			return inMemory(JSON.stringify(json ?? item.json), 'application/json');
		case 'text':
			return inMemory(text, 'text/plain; charset=utf-8');
	}
}

function inMemory(text: string, mimeType: string): Content {
	const bytes = Buffer.from(text);
	return { stream: Readable.from([bytes]), size: bytes.length, mimeType };
}
