import { GetObjectTaggingCommand } from '@aws-sdk/client-s3';

import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { bucketField, keyField } from '../../fields.ts';
import { fromTagSet } from '../../gateway/tags.ts';
import type { CephContext } from '../../transport.ts';
import { versionId } from './fields.ts';

export const getTags = defineOperation<CephContext>()({
	name: 'Get Tags',
	action: 'Get the tags of an object',
	description: 'Get the tags of an object, by their names',
	fields: { bucket: bucketField, key: keyField, options: collection('Add option', { versionId }) },
	async run({ fields: { bucket, key, options }, gateway }) {
		const { TagSet, VersionId } = await gateway.send(new GetObjectTaggingCommand({ Bucket: bucket, Key: key, VersionId: options.versionId || undefined }));
		return { bucket, key, versionId: VersionId ?? (options.versionId || undefined), tags: fromTagSet(TagSet) };
	},
});
