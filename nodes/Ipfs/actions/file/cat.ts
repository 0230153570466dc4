import { InvalidField } from '../../../shared/errors.ts';
import { collection, field } from '../../../shared/field.ts';
import { defineOperation, output } from '../../../shared/operation.ts';
import { contentPath, lastPart } from '../../content-path.ts';
import { localOnly, path, patience, timeout } from '../../fields.ts';
import type { IpfsContext } from '../../transport.ts';

const options = collection('Add option', {
	fileName: field({ displayName: 'File Name', type: 'string', default: '', description: 'Name to give the file instead of the last part of its path' }),
	length: field({ displayName: 'Length', type: 'number', default: 1024, typeOptions: { minValue: 0 }, description: 'Max number of bytes to read' }),
	localOnly,
	mimeType: field({
		displayName: 'MIME Type',
		type: 'string',
		default: '',
		placeholder: 'application/pdf',
		description: 'Type to give the file instead of that which its name says',
	}),
	offset: field({ displayName: 'Offset', type: 'number', default: 0, typeOptions: { minValue: 0 }, description: 'Position of the first byte to read; beyond the end of the file nothing is read' }),
	timeout,
});

export const cat = defineOperation<IpfsContext>()({
	name: 'Cat',
	action: 'Read a file',
	description: 'Read a file into a binary field',
	fields: {
		path,
		property: {
			displayName: 'Put Output File in Field',
			type: 'string',
			required: true,
			default: 'data',
			hint: 'The name of the output binary field to put the file in',
		},
		options,
	},
	async run({ fields, binary, kubo, item }) {
		const { fileName, length, localOnly: offline, mimeType, offset } = fields.options;
		const from = contentPath(fields.path);
		mustBeWhole(options.fields.offset.displayName, offset);
		mustBeWhole(options.fields.length.displayName, length);
		const part = { offset, length: length === 0 ? 1 : length };
		const bytes = await kubo.read('cat', { arg: from, ...part, offline }, { patience: patience(fields.options) });
		let size = 0;
		async function* counted(): AsyncGenerator<Uint8Array> {
			for await (const chunk of bytes) {
				// Asked for no bytes, Kubo does not look whether there is such a file; so it is asked for one.
				if (length === 0) continue;
				size += chunk.length;
				yield chunk;
			}
		}
		const name = fileName || lastPart(from);
		// A CID says nothing of what it names, and n8n would take a name without an extension for text.
		const type = mimeType || (/\.\w+$/.test(name) ? undefined : 'application/octet-stream');
		const file = await binary.write(counted(), name, type);
		return output({ ...item.json, path: from, size }, { binary: { ...item.binary, [fields.property]: file } });
	},
});

function mustBeWhole(name: string, value: number | undefined): void {
	if (value !== undefined && !Number.isSafeInteger(value)) throw new InvalidField(name, `got ${value}`, 'a whole number of bytes');
}
