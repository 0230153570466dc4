import type { User } from '../../gateway/admin-user.ts';
import { formatCapabilities, parseCapabilities, surplus } from '../../gateway/capabilities.ts';
import type { Gateway } from '../../gateway/gateway.ts';
import { fromQuota, type Limits, limitsOf, parseLimit, quotaOf } from '../../gateway/quota.ts';
import { toQuery } from './update.ts';

/** What can be declared of a user, under the names of the fields. */
export interface Settings {
	displayName: string;
	email: string;
	maxBuckets: number;
	suspended: boolean;
	defaultPlacement: string;
	capabilities: string;
	userMaxSize: number | null;
	userMaxObjects: number | null;
	bucketMaxSize: number | null;
	bucketMaxObjects: number | null;
}

interface Given extends Omit<Partial<Settings>, 'userMaxSize' | 'userMaxObjects' | 'bucketMaxSize' | 'bucketMaxObjects'> {
	userMaxSize?: string;
	userMaxObjects?: number;
	bucketMaxSize?: string;
	bucketMaxObjects?: number;
}

/**
 * As the gateway keeps them: addresses in small letters (RGWUserAdminOpState::set_user_email), of which it knows those of ASCII.
 *
 * @throws InvalidField for capabilities and sizes that nobody can read
 */
export function declaredSettings({ email, capabilities, userMaxSize, userMaxObjects, bucketMaxSize, bucketMaxObjects, ...plain }: Given): Partial<Settings> {
	return {
		...plain,
		email: email?.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase()),
		capabilities: capabilities === undefined ? undefined : formatCapabilities(parseCapabilities(capabilities)),
		userMaxSize: userMaxSize === undefined ? undefined : parseLimit(userMaxSize, 'Max Size of All'),
		userMaxObjects: toCount(userMaxObjects),
		bucketMaxSize: bucketMaxSize === undefined ? undefined : parseLimit(bucketMaxSize, 'Max Size of Each Bucket'),
		bucketMaxObjects: toCount(bucketMaxObjects),
	};
}

export function settingsOf(user: User): Settings {
	const { displayName, email, maxBuckets, suspended, defaultPlacement = '', capabilities } = user;
	const all = limitsOf(user.userQuota);
	const each = limitsOf(user.bucketQuota);
	return {
		displayName,
		email,
		maxBuckets,
		suspended,
		defaultPlacement,
		capabilities,
		userMaxSize: all.maxBytes,
		userMaxObjects: all.maxObjects,
		bucketMaxSize: each.maxBytes,
		bucketMaxObjects: each.maxObjects,
	};
}

/** Changes the named settings, and no others. */
export async function applySettings({ admin }: Gateway, is: User, wanted: Partial<Settings>, names: readonly string[]): Promise<void> {
	const { user: uid } = is;
	const now = { ...settingsOf(is), ...wanted };
	const plain = Object.fromEntries(Object.entries(wanted).filter(([name]) => names.includes(name)));
	if (Object.values(toQuery(plain)).some((value) => value !== undefined)) await admin.post('user', { uid, ...toQuery(plain) });
	if (names.includes('capabilities')) {
		const [before, after] = [parseCapabilities(is.capabilities), parseCapabilities(now.capabilities)];
		const [remove, add] = [formatCapabilities(surplus(before, after)), formatCapabilities(surplus(after, before))];
		if (add) await admin.put('user', { caps: '', uid, 'user-caps': add });
		if (remove) await admin.delete('user', { caps: '', uid, 'user-caps': remove });
	}
	const setLimits = async (scope: 'user' | 'bucket', limits: Limits) => await admin.put('user', { quota: '', uid, 'quota-type': scope, ...fromQuota(quotaOf(limits)) });
	if (names.some((name) => name.startsWith('userMax'))) await setLimits('user', { maxBytes: now.userMaxSize, maxObjects: now.userMaxObjects });
	if (names.some((name) => name.startsWith('bucketMax'))) await setLimits('bucket', { maxBytes: now.bucketMaxSize, maxObjects: now.bucketMaxObjects });
}

function toCount(count: number | undefined): number | null | undefined {
	return count === 0 ? null : count;
}
