import { Readable } from 'node:stream';

import type { BinaryInput } from '../../../shared/binary.ts';
import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { bucketField, keyField } from '../../fields.ts';
import { digest } from '../../gateway/digest.ts';
import { toHeaders } from '../../gateway/metadata.ts';
import type { CephContext } from '../../transport.ts';
import { contentType, metadata } from './fields.ts';

export const put = defineOperation<CephContext>()({
	name: 'Put',
	action: 'Put an object',
	description: 'Store a file or a text as an object, in place of one with the same key, and take its SHA-256 on the way',
	fields: {
		bucket: bucketField,
		key: keyField,
		source: {
			displayName: 'Content',
			type: 'options',
			options: [
				{ name: 'Binary File', value: 'binary', description: 'A file that the item carries' },
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
		text: { displayName: 'Text', type: 'string', typeOptions: { rows: 4 }, default: '', show: { source: ['text'] } },
		options: collection('Add option', {
			contentType,
			expectedSha256: {
				displayName: 'Expected SHA-256',
				type: 'string',
				default: '',
				description: 'In hex. Other bytes are refused: no object comes into being, and one that exists stays as it is.',
			},
			metadata,
		}),
	},
	async run({ fields: { bucket, key, source, property, text, options }, gateway, binary }) {
		const file = source === 'text' ? textFile(text) : await binary.read(property);
		const passing = digest(file.stream, { size: file.size, sha256: options.expectedSha256 || undefined });
		const type = options.contentType || file.mimeType;
		const { etag, versionId } = await gateway.upload({
			Bucket: bucket,
			Key: key,
			Body: passing.stream,
			size: file.size,
			ContentType: type,
			Metadata: toHeaders(options.metadata),
		});
		return { bucket, key, ...passing.result(), etag, versionId, contentType: type };
	},
});

function textFile(text: string): Pick<BinaryInput, 'stream' | 'size' | 'mimeType'> {
	const bytes = Buffer.from(text);
	return { stream: Readable.from([bytes]), size: bytes.length, mimeType: 'text/plain; charset=utf-8' };
}
