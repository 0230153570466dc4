import { groupsOf } from '../core/membership.ts';
import type { OAuth2Provider } from '../models/oauth2-provider.ts';
import { propertyMappings } from '../models/relations.ts';
import { scopeMappingModel } from '../models/scope-mapping.ts';
import type { User } from '../models/user.ts';
import { oneOf } from '../storage/condition.ts';
import type { Objects } from '../storage/objects.ts';

export type Claims = Record<string, unknown>;

/** What each scope tells about a user. Names of other scopes are granted, but add nothing: no Python runs here. */
const SCOPES: Readonly<Record<string, (user: User, objects: Objects) => Claims>> = {
	profile: (user, objects) => ({
		name: user.name,
		given_name: user.name,
		preferred_username: user.username,
		nickname: user.username,
		groups: groupsOf(objects, user).map(({ name }) => name),
	}),
	email: (user) => ({ email: user.email, email_verified: false }),
};

/** All claims that a token or userinfo may carry, for discovery. */
export const CLAIMS_SUPPORTED = [
	...['sub', 'iss', 'aud', 'exp', 'iat', 'auth_time', 'acr', 'amr', 'nonce'],
	...['email', 'email_verified'],
	...['name', 'given_name', 'preferred_username', 'nickname', 'groups'],
] as const;

/** The claims about a user that the granted scopes stand for. */
export function scopeClaims(objects: Objects, user: User, granted: readonly string[]): Claims {
	return Object.assign({}, ...granted.map((scope) => own(SCOPES, scope)?.(user, objects) ?? {})) as Claims;
}

/** The scopes that a provider's mappings offer. */
export function offeredScopes(objects: Objects, provider: OAuth2Provider): string[] {
	const keys = objects.linked(propertyMappings, 'forward', provider.pk);
	const mappings = objects.list(scopeMappingModel, { where: [oneOf('pk', keys)], order: ['scope_name'] });
	return [...new Set(mappings.map((mapping) => mapping.scope_name))];
}

/** The scopes of a request that the provider offers, in the provider's order. Unknown ones are dropped silently. */
export function grantedScopes(offered: readonly string[], requested: string | undefined): string[] {
	const asked = new Set((requested ?? '').split(' '));
	return offered.filter((scope) => asked.has(scope));
}

/** `sub`, as the provider's mode says. */
export function subject(provider: OAuth2Provider, user: User): string {
	switch (provider.sub_mode) {
		case 'user_id':
			return String(user.pk);
		case 'user_uuid':
			return user.uuid;
		case 'user_username':
			return user.username;
		case 'user_email':
			return user.email;
		case 'user_upn':
			return typeof user.attributes.upn === 'string' ? user.attributes.upn : user.uid;
		default:
			return user.uid;
	}
}

function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
	return Object.hasOwn(record, name) ? record[name] : undefined;
}
