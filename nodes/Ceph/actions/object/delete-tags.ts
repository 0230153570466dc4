import { DeleteObjectTaggingCommand } from '@aws-sdk/client-s3';

import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { bucketField, keyField } from '../../fields.ts';
import type { CephContext } from '../../transport.ts';
import { versionId } from './fields.ts';

export const deleteTags = defineOperation<CephContext>()({
	name: 'Delete Tags',
	action: 'Delete the tags of an object',
	description: 'Take all tags from an object; that it has none is no error',
	fields: { bucket: bucketField, key: keyField, options: collection('Add option', { versionId }) },
	async run({ fields: { bucket, key, options }, gateway }) {
		const VersionId = options.versionId || undefined;
		await gateway.send(new DeleteObjectTaggingCommand({ Bucket: bucket, Key: key, VersionId }));
		return { bucket, key, versionId: VersionId, tags: {} };
	},
});
