import type { User } from '../users/user.ts';

/** The role of those who may do everything. */
const admins = '$admins';

/** The role of those who operate the server: persistent subscriptions, projections, scavenges. */
const operators = '$ops';

/** In an access control list: everybody who has logged in. */
const everybody = '$all';

/** Who makes a call. */
export interface Principal {
	/** Empty for somebody without credentials. */
	login: string;
	/** The login, the groups, and `$all`; nothing for somebody without credentials. */
	roles: ReadonlySet<string>;
}

/** Somebody without credentials: may do next to nothing. */
export const anonymous: Principal = { login: '', roles: new Set() };

export function principalOf({ loginName, groups }: User): Principal {
	return { login: loginName, roles: new Set([loginName, ...groups, everybody]) };
}

export function isAuthenticated({ roles }: Principal): boolean {
	return roles.has(everybody);
}

export function isAdmin({ roles }: Principal): boolean {
	return roles.has(admins);
}

export function isOperator(principal: Principal): boolean {
	return isAdmin(principal) || principal.roles.has(operators);
}

export function hasAnyRole({ roles }: Principal, wanted: readonly string[]): boolean {
	return wanted.some((role) => roles.has(role));
}
