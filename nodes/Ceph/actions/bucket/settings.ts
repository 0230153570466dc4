import {
	DeleteBucketTaggingCommand,
	GetBucketTaggingCommand,
	GetBucketVersioningCommand,
	type LifecycleRule,
	PutBucketTaggingCommand,
	PutBucketVersioningCommand,
	PutObjectLockConfigurationCommand,
} from '@aws-sdk/client-s3';

import { InvalidField } from '../../../shared/errors.ts';
import { adminBucket, type GatewayBucket, linkBucket, putBucketQuota, toVersioning } from '../../gateway/buckets.ts';
import type { Gateway } from '../../gateway/gateway.ts';
import { orNone } from '../../../shared/or-none.ts';
import { type Limits, limitsOf, quotaOf, toQuota } from '../../gateway/quota.ts';
import { fromTagSet } from '../../gateway/tags.ts';
import { readObjectLock } from './get-object-lock.ts';
import { readLifecycle, writeLifecycle } from './lifecycle-setting.ts';
import { readPolicy, writePolicy } from './policy-setting.ts';

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
	/** The same as an administrator is told it of buckets that other users have closed; `undefined` when a release does not say. */
	told?(info: GatewayBucket): unknown;
	write(gateway: Gateway, bucket: string, wanted: T): Promise<unknown>;
}

/** In the order in which they are changed: when the owner changes, the credential's user may have no say any more. */
export const SETTINGS: { readonly [N in keyof Settings]: Setting<Settings[N]> } = {
	versioning: {
		read: async (gateway, Bucket) => (await gateway.send(new GetBucketVersioningCommand({ Bucket }))).Status ?? 'Off',
		told: ({ versioning }) => toVersioning(versioning),
		write: (gateway, Bucket, Status) => gateway.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } })),
	},
	objectLock: {
		read: async (gateway, bucket) => (await readObjectLock(gateway, bucket)).enabled,
		told: ({ object_lock_enabled }) => object_lock_enabled,
		async write(gateway, Bucket, wanted) {
			if (!wanted) throw new InvalidField('Object Lock', `bucket ${JSON.stringify(Bucket)} has one, and it cannot be taken away`, 'true');
			await gateway.send(new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } }));
		},
	},
	tags: {
		read: async (gateway, Bucket) => fromTagSet((await orNone(gateway.send(new GetBucketTaggingCommand({ Bucket })), 'NoSuchTagSet', 'NoSuchTagSetError'))?.TagSet),
		told: ({ tagset = {} }) => tagset,
		async write(gateway, Bucket, tags) {
			const TagSet = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
			await (TagSet.length === 0 ? gateway.send(new DeleteBucketTaggingCommand({ Bucket })) : gateway.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } })));
		},
	},
	lifecycle: { read: readLifecycle, write: writeLifecycle },
	policy: { read: readPolicy, write: writePolicy },
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
