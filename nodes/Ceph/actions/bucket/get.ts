import { GetBucketLocationCommand, GetBucketVersioningCommand } from '@aws-sdk/client-s3';

import { defineOperation } from '../../../shared/operation.ts';
import { adminBucket, s3Name, toFacts } from '../../gateway/buckets.ts';
import type { Gateway } from '../../gateway/gateway.ts';
import { orNone } from '../../../shared/or-none.ts';
import type { CephContext } from '../../transport.ts';
import { bucket } from './fields.ts';

export const get = defineOperation<CephContext>()({
	name: 'Get',
	action: 'Get a bucket',
	description:
		'Get where a bucket is kept and whether it keeps versions; with the capability buckets=read also its owner, its quota and how much it holds, and that for the buckets of others too',
	fields: { bucket },
	async run({ fields, gateway }) {
		const ofOwner = askOwner(gateway, fields.bucket);
		const [own, info] = await Promise.all([orNone(ofOwner, 'AccessDenied'), orNone(adminBucket(gateway, fields.bucket), 'AccessDenied')]);
		if (info) return { ...toFacts(info), ...own, name: info.bucket };
		// Neither an owner nor an administrator: say what S3 said.
		return own ?? (await ofOwner);
	},
});

async function askOwner(gateway: Gateway, bucket: string) {
	const Bucket = s3Name(bucket);
	const [{ LocationConstraint }, { Status }] = await Promise.all([
		gateway.send(new GetBucketLocationCommand({ Bucket })),
		gateway.send(new GetBucketVersioningCommand({ Bucket })),
	]);
	return { name: bucket, location: LocationConstraint ?? '', versioning: Status ?? 'Off' };
}
