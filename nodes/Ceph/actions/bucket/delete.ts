import { DeleteBucketCommand } from '@aws-sdk/client-s3';

import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { bucket } from './fields.ts';

export const deleteBucket = defineOperation<CephContext>()({
	name: 'Delete',
	action: 'Delete a bucket',
	description: 'Delete an empty bucket',
	fields: { bucket },
	async run({ fields, gateway }) {
		await gateway.send(new DeleteBucketCommand({ Bucket: fields.bucket }));
		return { name: fields.bucket, deleted: true };
	},
});
