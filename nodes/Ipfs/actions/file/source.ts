import { Readable } from 'node:stream';

import type { IExecuteFunctions } from 'n8n-workflow';

import type { BinaryStore } from '../../../shared/binary.ts';
import { InvalidField } from '../../../shared/errors.ts';
import type { FieldValues } from '../../../shared/field.ts';

/** Where the bytes of a file come from. */
export const source = {
	source: {
		displayName: 'Source',
		type: 'options',
		options: [
			{ name: 'Binary File', value: 'binary' },
			{ name: 'Text', value: 'text' },
		],
		default: 'binary',
	},
	property: {
		displayName: 'Input Binary Field',
		type: 'binary',
		required: true,
		default: 'data',
		hint: 'The name of the input binary field containing the file to be added',
		show: { source: ['binary'] },
	},
	text: { displayName: 'Text', type: 'string', typeOptions: { rows: 4 }, default: '', show: { source: ['text'] } },
} as const;

type SourceValues = FieldValues<typeof source>;

interface Source {
	stream: Readable;
	/** Of the binary file. */
	fileName: string | undefined;
}

/** Opens the bytes of a file; who does not read them to their end destroys the stream. */
export async function openSource({ source: from, property, text }: SourceValues, binary: BinaryStore): Promise<Source> {
	if (from === 'binary') return await binary.read(property);
	if (!text.isWellFormed()) throw new InvalidField('Text', 'holds half of a character (a lone surrogate), which has no bytes');
	return { stream: Readable.from([Buffer.from(text)]), fileName: undefined };
}

/** The name that a file brings along, without opening it; fails with n8n's own message when the item has no such file. */
export function nameOfSource({ source: from, property }: SourceValues, helpers: IExecuteFunctions['helpers'], index: number): string | undefined {
	return from === 'binary' ? helpers.assertBinaryData(index, property).fileName : undefined;
}
