import type { EventRecord } from '../store/records.ts';
import type { PasswordHash } from './password.ts';

/** A user as the newest event of its stream tells. */
export interface User extends PasswordHash {
	loginName: string;
	fullName: string;
	groups: string[];
	disabled: boolean;
	/** When it was changed last: milliseconds since 1970. */
	updated: number;
}

/** Prefix of the stream that holds a user. */
export const userStreamPrefix = '$user-';

export function userStream(login: string): string {
	return userStreamPrefix + login;
}

/** @returns undefined when the event is no user, as somebody else may have written it */
export function parseUser(event: EventRecord): User | undefined {
	let data: unknown;
	try {
		data = JSON.parse(Buffer.from(event.data).toString());
	} catch {
		return undefined;
	}
	if (typeof data !== 'object' || data === null) return undefined;
	const { loginName, fullName, groups, disabled, hash, salt } = data as Record<string, unknown>;
	if (typeof loginName !== 'string' || typeof hash !== 'string' || typeof salt !== 'string') return undefined;
	return {
		loginName,
		fullName: typeof fullName === 'string' ? fullName : '',
		groups: Array.isArray(groups) ? groups.filter((group) => typeof group === 'string') : [],
		disabled: disabled === true,
		hash,
		salt,
		updated: event.created,
	};
}

/** The data of the event that makes a user what it is; as on the vendor's server, `disabled` is there when it is true. */
export function userData({ loginName, fullName, salt, hash, disabled, groups }: Omit<User, 'updated'>): object {
	return { loginName, fullName, salt, hash, ...(disabled ? { disabled } : {}), groups };
}
