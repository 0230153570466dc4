/** Why a caller is denied: what the denial is called, the status to answer with, and what to tell the caller. */
const reasons = {
	no_token: [401, 'An access token is required'],
	malformed_token: [401, 'The access token is not a signed JSON Web Token'],
	wrong_algorithm: [401, 'The access token is signed with an algorithm that is not accepted'],
	unknown_key: [401, 'The access token is signed with a key that the issuer does not publish'],
	bad_signature: [401, 'The signature of the access token is wrong'],
	wrong_issuer: [401, 'The access token comes from another issuer'],
	wrong_audience: [401, 'The access token is meant for another application'],
	expired: [401, 'The access token has expired'],
	not_yet_valid: [401, 'The access token is not valid yet'],
	invalid_claim: [401, 'The access token lacks a claim that is required'],
	id_token: [401, 'An ID token is no access token'],
	missing_scope: [403, 'The access token lacks a scope that is required'],
	missing_group: [403, 'The caller is not in the groups that may do this'],
	gate_failed: [500, 'The caller could not be checked'],
	authentik_unavailable: [503, 'The caller cannot be checked now'],
} as const satisfies Record<string, readonly [number, string]>;

export type Reason = keyof typeof reasons;

/** What leaves by *denied* beside the item: all that an answer to the caller needs. */
export type Denial = {
	status: 401 | 403 | 500 | 503;
	reason: Reason;
	/** For the caller; holds nothing of the token and nothing of the set-up. */
	message: string;
	/** Value of the WWW-Authenticate header that belongs to the answer (RFC 6750, 3). */
	wwwAuthenticate: string;
	/** For the caller, as JSON: one node can answer with `status` and `body` whoever it is that turns the request down. */
	body: { error: string; reason: Reason };
};

/** The caller may not pass. */
export class Denied extends Error {
	override readonly name = 'Denied';

	readonly reason: Reason;

	constructor(reason: Reason, cause?: unknown) {
		super(reasons[reason][1], { cause });
		this.reason = reason;
	}
}

/** @param scopes those that the gate requires */
export function denialOf(reason: Reason, scopes: readonly string[] = []): Denial {
	const [status, message] = reasons[reason];
	return { status, reason, message, wwwAuthenticate: challenge(reason, status, message, scopes), body: { error: message, reason } };
}

/**
 * RFC 6750, 3: no error code when the request carries no token; `invalid_token` with 401 and `insufficient_scope` with
 * 403 otherwise.
 */
function challenge(reason: Reason, status: number, message: string, scopes: readonly string[]): string {
	if (reason === 'no_token' || status >= 500) return 'Bearer';
	const error = status === 403 ? 'insufficient_scope' : 'invalid_token';
	const required = reason === 'missing_scope' ? `, scope="${scopes.filter((scope) => SCOPE.test(scope)).join(' ')}"` : '';
	return `Bearer error="${error}", error_description="${message}"${required}`;
}

/** RFC 6749, 3.3: what a scope may consist of. */
const SCOPE = /^[\x21\x23-\x5B\x5D-\x7E]+$/;
