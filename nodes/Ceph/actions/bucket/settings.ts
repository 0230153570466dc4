import {
	DeleteBucketLifecycleCommand,
	DeleteBucketTaggingCommand,
	GetBucketLifecycleConfigurationCommand,
	GetBucketPolicyCommand,
	GetBucketTaggingCommand,
	GetBucketVersioningCommand,
	GetObjectLockConfigurationCommand,
	type LifecycleRule,
	PutBucketLifecycleConfigurationCommand,
	PutBucketPolicyCommand,
	PutBucketTaggingCommand,
	PutBucketVersioningCommand,
	PutObjectLockConfigurationCommand,
} from '@aws-sdk/client-s3';

import { InvalidField } from '../../../shared/errors.ts';
import { adminBucket, linkBucket, putBucketQuota } from '../../gateway/buckets.ts';
import type { Gateway } from '../../gateway/gateway.ts';
import { orNone } from '../../../shared/or-none.ts';
import { type Limits, limitsOf, quotaOf, toQuota } from '../../gateway/quota.ts';
import { fromTagSet } from '../../gateway/tags.ts';

/** What can be declared of a bucket, under the names of the operation's fields. */
export interface Settings {
	versioning: 'Enabled' | 'Suspended';
	objectLock: boolean;
	tags: Readonly<Record<string, string>>;
	lifecycle: readonly LifecycleRule[];
	policy: unknown;
	maxSize: number | null;
	maxObjects: number | null;
	owner: string;
}

/** How one setting is looked at and changed, by the operations on it alone as well. */
interface Setting<T> {
	/** Asked of an administrator, not of the bucket's owner. */
	administered?: true;
	read(gateway: Gateway, bucket: string): Promise<unknown>;
	write(gateway: Gateway, bucket: string, wanted: T): Promise<unknown>;
}

/** In the order in which they are changed: when the owner changes, the credential's user may have no say any more. */
export const SETTINGS: { readonly [N in keyof Settings]: Setting<Settings[N]> } = {
	versioning: {
		read: async (gateway, Bucket) => (await gateway.send(new GetBucketVersioningCommand({ Bucket }))).Status ?? 'Off',
		write: (gateway, Bucket, Status) => gateway.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } })),
	},
	objectLock: {
		async read(gateway, Bucket) {
			const answer = await orNone(gateway.send(new GetObjectLockConfigurationCommand({ Bucket })), 'ObjectLockConfigurationNotFoundError');
			return answer?.ObjectLockConfiguration?.ObjectLockEnabled === 'Enabled';
		},
		async write(gateway, Bucket, wanted) {
			if (!wanted) throw new InvalidField('objectLock', `bucket ${JSON.stringify(Bucket)} has one, and it cannot be taken away`, 'true');
			await gateway.send(new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } }));
		},
	},
	tags: {
		read: async (gateway, Bucket) => fromTagSet((await orNone(gateway.send(new GetBucketTaggingCommand({ Bucket })), 'NoSuchTagSet', 'NoSuchTagSetError'))?.TagSet),
		async write(gateway, Bucket, tags) {
			const TagSet = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
			await (TagSet.length === 0 ? gateway.send(new DeleteBucketTaggingCommand({ Bucket })) : gateway.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } })));
		},
	},
	lifecycle: {
		read: async (gateway, Bucket) => (await orNone(gateway.send(new GetBucketLifecycleConfigurationCommand({ Bucket })), 'NoSuchLifecycleConfiguration'))?.Rules ?? [],
		async write(gateway, Bucket, rules) {
			const put = new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: [...rules] } });
			await (rules.length === 0 ? gateway.send(new DeleteBucketLifecycleCommand({ Bucket })) : gateway.send(put));
		},
	},
	policy: {
		async read(gateway, Bucket) {
			const answer = await orNone(gateway.send(new GetBucketPolicyCommand({ Bucket })), 'NoSuchBucketPolicy');
			return answer?.Policy ? (JSON.parse(answer.Policy) as unknown) : null;
		},
		write: (gateway, Bucket, policy) => gateway.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify(policy) })),
	},
	maxSize: limit('maxBytes'),
	maxObjects: limit('maxObjects'),
	owner: {
		administered: true,
		read: async (gateway, bucket) => (await adminBucket(gateway, bucket)).owner,
		write: async (gateway, bucket, owner) => await linkBucket(gateway, await adminBucket(gateway, bucket), owner),
	},
};

function limit(name: keyof Limits): Setting<number | null> {
	return {
		administered: true,
		read: async (gateway, bucket) => limitsOf(toQuota((await adminBucket(gateway, bucket)).bucket_quota))[name],
		async write(gateway, bucket, wanted) {
			const info = await adminBucket(gateway, bucket);
			const limits = { ...limitsOf(toQuota(info.bucket_quota)), [name]: wanted };
			await putBucketQuota(gateway, info, quotaOf(limits));
		},
	};
}
