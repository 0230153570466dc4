import { GetBucketTaggingCommand } from '@aws-sdk/client-s3';

import { defineOperation } from '../../../shared/operation.ts';
import { orNone } from '../../../shared/or-none.ts';
import { fromTagSet } from '../../gateway/tags.ts';
import type { CephContext } from '../../transport.ts';
import { bucket } from './fields.ts';

export const getTags = defineOperation<CephContext>()({
	name: 'Get Tags',
	action: 'Get the tags of a bucket',
	description: 'Get the tags of a bucket as an object with a value for each name',
	fields: { bucket },
	async run({ fields: { bucket }, gateway }) {
		const answer = await orNone(gateway.send(new GetBucketTaggingCommand({ Bucket: bucket })), 'NoSuchTagSet', 'NoSuchTagSetError');
		return { bucket, tags: fromTagSet(answer?.TagSet) };
	},
});
