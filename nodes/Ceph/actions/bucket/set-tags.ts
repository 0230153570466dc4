import { PutBucketTaggingCommand } from '@aws-sdk/client-s3';

import { defineOperation } from '../../../shared/operation.ts';
import { fromTagSet, toTagSet } from '../../gateway/tags.ts';
import type { CephContext } from '../../transport.ts';
import { bucket, tags } from './fields.ts';

export const setTags = defineOperation<CephContext>()({
	name: 'Set Tags',
	action: 'Set the tags of a bucket',
	description: 'Give a bucket these tags in place of those that it has',
	fields: { bucket, tags },
	async run({ fields: { bucket, tags }, gateway }) {
		const TagSet = toTagSet(tags);
		await gateway.send(new PutBucketTaggingCommand({ Bucket: bucket, Tagging: { TagSet } }));
		return { bucket, tags: fromTagSet(TagSet) };
	},
});
