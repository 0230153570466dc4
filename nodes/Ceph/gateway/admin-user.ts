import { isoTime } from '../iso-time.ts';
import { formatCapabilities, listedCapabilities } from './capabilities.ts';
import { type GatewayQuota, type Quota, toQuota } from './quota.ts';

/** A user as the Admin Ops API gives it; newer releases give more. */
export interface GatewayUser {
	tenant?: string;
	user_id: string;
	display_name: string;
	email: string;
	suspended: number;
	max_buckets: number;
	keys?: { user: string; access_key: string; secret_key: string; active?: boolean; create_date?: string }[];
	swift_keys?: { user: string; secret_key: string; active?: boolean; create_date?: string }[];
	subusers?: { id: string; permissions: string }[];
	caps?: { type: string; perm: string }[];
	default_placement?: string;
	default_storage_class?: string;
	placement_tags?: string[];
	system?: boolean | string;
	account_id?: string;
	create_date?: string;
	bucket_quota?: GatewayQuota;
	user_quota?: GatewayQuota;
	stats?: { size: number; size_actual?: number; num_objects: number };
}

/** A key of a user; the secret only for those who ask for it. */
export type Key = {
	user: string;
	accessKey?: string;
	secretKey?: string;
	active?: boolean;
	createdAt?: string;
};

/** A second name of a user, for Swift clients or with keys that may do less. */
export type Subuser = {
	subuser: string;
	access: string;
};

/** A user as operations give it. */
export type User = {
	user: string;
	tenant: string;
	displayName: string;
	email: string;
	suspended: boolean;
	/** As the gateway writes it: 0 stands for no limit, a negative number for none at all. */
	maxBuckets: number;
	keys: Key[];
	swiftKeys: Key[];
	subusers: Subuser[];
	capabilities: string;
	defaultPlacement: string | undefined;
	defaultStorageClass: string | undefined;
	accountId: string | undefined;
	system: boolean;
	createdAt: string | undefined;
	userQuota: Quota | undefined;
	bucketQuota: Quota | undefined;
	usage: { bytes: number; objects: number } | undefined;
};

/** @param secrets whether the keys come with their secrets */
export function toUser(info: GatewayUser, secrets: boolean): User {
	const { tenant = '', stats } = info;
	return {
		user: tenant === '' ? info.user_id : `${tenant}$${info.user_id}`,
		tenant,
		displayName: info.display_name,
		email: info.email,
		suspended: info.suspended !== 0,
		maxBuckets: info.max_buckets,
		keys: (info.keys ?? []).map(({ access_key, ...key }) => ({ ...toKey(key, secrets), accessKey: access_key })),
		swiftKeys: (info.swift_keys ?? []).map((key) => toKey(key, secrets)),
		subusers: (info.subusers ?? []).map(toSubuser),
		capabilities: formatCapabilities(listedCapabilities(info.caps)),
		defaultPlacement: info.default_placement || undefined,
		defaultStorageClass: info.default_storage_class || undefined,
		accountId: info.account_id || undefined,
		// A boolean in new releases, its text in older ones.
		system: String(info.system) === 'true',
		createdAt: isoTime(info.create_date),
		userQuota: info.user_quota && toQuota(info.user_quota),
		bucketQuota: info.bucket_quota && toQuota(info.bucket_quota),
		usage: stats && { bytes: stats.size, objects: stats.num_objects },
	};
}

/** The gateway takes other words for the access of a subuser than it gives. */
const ACCESS: Readonly<Record<string, string>> = { 'read-write': 'readwrite', 'full-control': 'full', '<none>': 'none' };

export function toSubuser({ id, permissions }: { id: string; permissions: string }): Subuser {
	return { subuser: id.slice(id.lastIndexOf(':') + 1), access: ACCESS[permissions] ?? permissions };
}

function toKey({ user, secret_key, active, create_date }: { user: string; secret_key: string; active?: boolean; create_date?: string }, secrets: boolean): Key {
	return { user, ...(secrets && { secretKey: secret_key }), active, createdAt: isoTime(create_date) };
}
