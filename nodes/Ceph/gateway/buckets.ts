import { SystemError } from '../../shared/errors.ts';
import { isoTime } from '../iso-time.ts';
import type { Gateway } from './gateway.ts';
import { fromQuota, type GatewayQuota, type Quota, toQuota } from './quota.ts';

/** A bucket as the Admin Ops API gives it; newer releases give more. */
export interface GatewayBucket {
	bucket: string;
	tenant?: string;
	id: string;
	owner: string;
	placement_rule?: string;
	versioning?: string;
	object_lock_enabled?: boolean;
	tagset?: Readonly<Record<string, string>>;
	creation_time?: string;
	usage?: Readonly<Record<string, { size?: number; size_actual?: number; num_objects?: number } | undefined>>;
	bucket_quota: GatewayQuota;
}

/** The ID of an account, which can own buckets in place of a user (release 19 on). */
const ACCOUNT = /^RGW\d{17}$/;

/** What administrators may know of a bucket. */
export type BucketFacts = {
	name: string;
	tenant: string;
	owner: string;
	id: string;
	createdAt: string | undefined;
	placement: string | undefined;
	versioning: string | undefined;
	objectLock: boolean | undefined;
	objects: number;
	bytes: number;
	quota: Quota;
};

/** @throws SystemError NoSuchBucket; AccessDenied without the capability buckets=read */
export async function adminBucket({ admin }: Gateway, bucket: string): Promise<GatewayBucket> {
	return await admin.get<GatewayBucket>('bucket', { bucket: bucket.replace(':', '/'), stats: true });
}

/** The bucket of a tenant is tenant/bucket to administrators and tenant:bucket to S3; people may write either. */
export function s3Name(bucket: string): string {
	return bucket.replace('/', ':');
}

/** The names of the buckets of all users; those of tenants are written tenant/bucket. */
export async function adminBucketNames({ admin }: Gateway): Promise<string[]> {
	return await admin.get<string[]>('bucket');
}

/** All buckets of one user. */
export async function bucketsOfUser({ admin }: Gateway, user: string): Promise<BucketFacts[]> {
	// Whether there is such a user, the gateway finds out when it has begun to answer.
	const buckets = await admin.get<GatewayBucket[] | undefined>('bucket', { uid: user, stats: true });
	if (buckets === undefined) throw new SystemError({ message: `There is no user ${JSON.stringify(user)}`, description: 'Check the name: upper and lower case differ.', code: 'NoSuchUser' });
	return buckets.map(toFacts);
}

export function toFacts(info: GatewayBucket): BucketFacts {
	const main = info.usage?.['rgw.main'];
	return {
		name: info.bucket,
		tenant: info.tenant ?? '',
		owner: info.owner,
		id: info.id,
		createdAt: isoTime(info.creation_time),
		placement: info.placement_rule || undefined,
		versioning: toVersioning(info.versioning),
		objectLock: info.object_lock_enabled,
		objects: main?.num_objects ?? 0,
		bytes: main?.size ?? 0,
		quota: toQuota(info.bucket_quota),
	};
}

/** In S3's words, with Off for what S3 leaves out; releases before 18 do not say. */
export function toVersioning(word: string | undefined): string | undefined {
	return word && word.charAt(0).toUpperCase() + word.slice(1);
}

/** Sets the quota of a bucket; the gateway asks for its owner, in whose tenant it looks for it. */
export async function putBucketQuota({ admin }: Gateway, { bucket, tenant, owner }: GatewayBucket, quota: Quota): Promise<void> {
	// An account is no user, but with none the gateway looks in the tenant alone.
	const uid = ACCOUNT.test(owner) ? (tenant ? `${tenant}$` : '') : owner;
	await admin.put('bucket', { quota: '', bucket, uid, ...fromQuota(quota) });
}

/** Gives a bucket to a user, with its access control list. */
export async function linkBucket({ admin }: Gateway, { bucket, tenant = '', id }: GatewayBucket, user: string): Promise<void> {
	// The tenant is written out, because otherwise the bucket is looked for in that of the new owner.
	await admin.put('bucket', { bucket: `${tenant}/${bucket}`, 'bucket-id': id, uid: user });
}
