import { collection } from '../../../shared/field.ts';
import { defineOperation, output } from '../../../shared/operation.ts';
import { bucketField, keyField } from '../../fields.ts';
import { byteRange } from '../../gateway/byte-range.ts';
import { digest } from '../../gateway/digest.ts';
import { headerText } from '../../gateway/header-text.ts';
import { fileNameOf } from '../../gateway/object-key.ts';
import type { CephContext } from '../../transport.ts';
import { versionId } from './fields.ts';
import { stat } from './stat.ts';

/** The gateway's answer for objects that were put without a type. */
const UNTYPED = new Set(['application/octet-stream', 'binary/octet-stream']);

export const get = defineOperation<CephContext>()({
	name: 'Get',
	action: 'Get an object',
	description: 'Get the bytes of an object as a file, with its metadata; a connection that breaks is taken up where it broke',
	fields: {
		bucket: bucketField,
		key: keyField,
		property: {
			displayName: 'Put Output File in Field',
			type: 'string',
			default: 'data',
			required: true,
			hint: 'The name of the output binary field to put the file in',
		},
		options: collection('Add option', {
			computeSha256: {
				displayName: 'Compute SHA-256',
				type: 'boolean',
				default: false,
				description: 'Whether to take the SHA-256 of the bytes while they pass, and add it to the output',
			},
			fileName: {
				displayName: 'File Name',
				type: 'string',
				default: '',
				placeholder: 'e.g. summary.pdf',
				description: 'Name of the file; the part of the key after its last slash when not given',
			},
			ifMatch: {
				displayName: 'Only If Entity Tag',
				type: 'string',
				default: '',
				description: 'Fails when the object has another entity tag than this, because it was replaced meanwhile',
			},
			range: {
				displayName: 'Range',
				type: 'string',
				default: '',
				placeholder: 'e.g. 0-1023',
				description: 'Bytes to get, the first being number 0: 0-1023, 1024- (to the end) or -512 (the last 512)',
			},
			versionId: { ...versionId, description: 'The version to get; the latest when not given' },
		}),
	},
	async run({ fields: { bucket, key, property, options }, gateway, binary }) {
		const request = {
			Bucket: bucket,
			Key: key,
			VersionId: options.versionId || undefined,
			Range: options.range ? byteRange(options.range) : undefined,
			IfMatch: headerText(options.ifMatch, 'Only If Entity Tag'),
		};
		return await gateway.read(request, async ({ stream, ...object }) => {
			const name = options.fileName || fileNameOf(key);
			const type = UNTYPED.has(object.ContentType ?? '') ? undefined : object.ContentType;
			const passing = options.computeSha256 ? digest(stream) : undefined;
			const file = await binary.write(passing?.stream ?? stream, name, type);
			const json = { ...stat(bucket, key, object), contentRange: object.ContentRange, sha256: passing?.result().sha256 };
			return output(json, { binary: { [property]: file } });
		});
	},
});
