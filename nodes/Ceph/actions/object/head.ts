import { HeadBucketCommand, HeadObjectCommand } from '@aws-sdk/client-s3';

import { SystemError } from '../../../shared/errors.ts';
import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { bucketField, keyField } from '../../fields.ts';
import { orMissing } from '../../gateway/failure.ts';
import type { CephContext } from '../../transport.ts';
import { versionId } from './fields.ts';
import { stat } from './stat.ts';

export const head = defineOperation<CephContext>()({
	name: 'Head',
	action: 'Get the metadata of an object',
	description: 'Get size, type and metadata of an object without its bytes',
	fields: {
		bucket: bucketField,
		key: keyField,
		options: collection('Add option', {
			missing: {
				displayName: 'If Missing',
				type: 'options',
				options: [
					{ name: 'Error', value: 'error', description: 'The item fails' },
					{ name: 'Say So', value: 'output', description: 'The output has the field "exists", true or false' },
				],
				default: 'error',
				description: 'What to do when there is no such object; a missing bucket is always an error',
			},
			versionId: { ...versionId, description: 'The version to look at; the latest when not given' },
		}),
	},
	async run({ fields: { bucket, key, options }, gateway }) {
		const asked = options.missing === 'output';
		const object = await orMissing(gateway.send(new HeadObjectCommand({ Bucket: bucket, Key: key, VersionId: options.versionId || undefined })));
		if (!(object instanceof SystemError)) return { ...(asked && { exists: true }), ...stat(bucket, key, object) };
		// The answer to HEAD does not tell a missing object from a missing bucket.
		await gateway.send(new HeadBucketCommand({ Bucket: bucket }));
		if (asked) return { exists: false, bucket, key };
		throw object;
	},
});
