import type { BucketLocationConstraint, CreateBucketConfiguration } from '@aws-sdk/client-s3';

/** The gateway takes a placement target where S3 has a place, after the zone group and a colon; without a group it is the gateway's own. */
export function toConfiguration(placement: string | undefined): CreateBucketConfiguration | undefined {
	return placement ? { LocationConstraint: `:${placement}` as BucketLocationConstraint } : undefined;
}
