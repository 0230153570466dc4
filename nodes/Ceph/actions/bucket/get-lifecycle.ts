import { GetBucketLifecycleConfigurationCommand } from '@aws-sdk/client-s3';

import { defineOperation } from '../../../shared/operation.ts';
import { orNone } from '../../../shared/or-none.ts';
import type { CephContext } from '../../transport.ts';
import { bucket } from './fields.ts';

export const getLifecycle = defineOperation<CephContext>()({
	name: 'Get Lifecycle',
	action: 'Get the life cycle of a bucket',
	description: 'Get the rules by which objects, versions and incomplete uploads of a bucket go away, in the words of S3',
	fields: { bucket },
	async run({ fields: { bucket }, gateway }) {
		const answer = await orNone(gateway.send(new GetBucketLifecycleConfigurationCommand({ Bucket: bucket })), 'NoSuchLifecycleConfiguration');
		// As JSON, so that dates are text.
		return { bucket, rules: JSON.parse(JSON.stringify(answer?.Rules ?? [])) as unknown };
	},
});
