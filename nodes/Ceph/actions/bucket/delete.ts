import { DeleteBucketCommand } from '@aws-sdk/client-s3';

import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { emptyBucket } from '../../gateway/empty-bucket.ts';
import type { CephContext } from '../../transport.ts';
import { bucket } from './fields.ts';

export const deleteBucket = defineOperation<CephContext>()({
	name: 'Delete',
	action: 'Delete a bucket',
	description: 'Delete an empty bucket, or one with all that is in it',
	fields: {
		bucket,
		options: collection('Add option', {
			bypassGovernance: {
				displayName: 'Bypass Governance Retention',
				type: 'boolean',
				default: false,
				description: 'Whether to delete versions too that an object lock in governance mode still keeps; needs the permission s3:BypassGovernanceRetention',
			},
			deleteContents: {
				displayName: 'Delete Contents',
				type: 'boolean',
				default: false,
				description: 'Whether to delete all objects first, with their versions, delete markers and incomplete uploads; there is no way back',
			},
		}),
	},
	async run({ fields: { bucket, options }, gateway }) {
		const contents = options.deleteContents ? await emptyBucket(gateway, bucket, { bypassGovernance: options.bypassGovernance }) : {};
		await gateway.send(new DeleteBucketCommand({ Bucket: bucket }));
		return { name: bucket, deleted: true, ...contents };
	},
});
