import type { AccessTokenClaims } from './access-token.ts';

/** Who calls, as the access token says. (n8n's expressions refuse to read anything called "caller".) */
export type Identity = {
	/** The user's identifier; the only one that neither the user nor a new name changes. */
	subject: string;
	username: string | null;
	name: string | null;
	/** Authentik does not verify it. */
	email: string | null;
	groups: string[];
	scopes: string[];
	/** The client that the token was issued to. */
	client: string;
	tokenId: string | null;
	/** ISO 8601. */
	expiresAt: string;
};

/**
 * Names the claims; a claim of another type than Authentik's counts as absent.
 *
 * @param groupsClaim name of the claim that lists the groups; Authentik's own is `groups`, property mappings make others
 */
export function identityOf(claims: AccessTokenClaims, groupsClaim: string): Identity {
	const { sub, azp, scope, exp, jti } = claims;
	return {
		subject: sub,
		username: text(claims.preferred_username),
		name: text(claims.name),
		email: text(claims.email),
		groups: texts(Object.hasOwn(claims, groupsClaim) ? claims[groupsClaim] : undefined),
		scopes: scope.split(' ').filter(Boolean),
		client: azp,
		tokenId: text(jti),
		expiresAt: new Date(exp * 1000).toISOString(),
	};
}

function text(claim: unknown): string | null {
	return typeof claim === 'string' ? claim : null;
}

/** Never a part of a string: "publishers" must not be found in a claim "not-publishers". */
function texts(claim: unknown): string[] {
	return Array.isArray(claim) ? claim.filter((entry) => typeof entry === 'string') : [];
}
