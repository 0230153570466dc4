import { DeleteBucketTaggingCommand } from '@aws-sdk/client-s3';

import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { bucket } from './fields.ts';

export const deleteTags = defineOperation<CephContext>()({
	name: 'Delete Tags',
	action: 'Delete the tags of a bucket',
	description: 'Take all tags from a bucket; that it has none is no error',
	fields: { bucket },
	async run({ fields: { bucket }, gateway }) {
		await gateway.send(new DeleteBucketTaggingCommand({ Bucket: bucket }));
		return { bucket, tags: {} };
	},
});
