import { GetBucketLocationCommand, GetBucketVersioningCommand } from '@aws-sdk/client-s3';

import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { bucket } from './fields.ts';

export const get = defineOperation<CephContext>()({
	name: 'Get',
	action: 'Get a bucket',
	description: 'Get where a bucket is kept and whether it keeps versions',
	fields: { bucket },
	async run({ fields, gateway }) {
		const Bucket = fields.bucket;
		const [{ LocationConstraint }, { Status }] = await Promise.all([
			gateway.send(new GetBucketLocationCommand({ Bucket })),
			gateway.send(new GetBucketVersioningCommand({ Bucket })),
		]);
		return { name: Bucket, location: LocationConstraint ?? '', versioning: Status ?? 'Off' };
	},
});
