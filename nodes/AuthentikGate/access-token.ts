import type { JWTPayload, JWTVerifyGetKey } from 'jose';
import { errors, jwtVerify } from 'jose';

import type { Application } from './application.ts';
import type { Reason } from './denial.ts';
import { Denied } from './denial.ts';

/** The claims that every access token of Authentik has. */
export interface AccessTokenClaims extends JWTPayload {
	iss: string;
	sub: string;
	exp: number;
	/** The client that the token was issued to. */
	azp: string;
	uid: string;
	/** Space-separated; empty when none was granted. */
	scope: string;
}

/** The last second that a date can be of (ECMA-262, 21.4.1.1). */
const LAST_MOMENT = 8.64e12;

export interface Acceptance {
	/** The one algorithm that is accepted, whatever the token's header says (RFC 8725, 3.1). */
	algorithm: string;
	/** Seconds by which clocks may differ. */
	clockSkew: number;
}

/**
 * Verifies an access token of an application: signature, issuer, audience, times, and that it is no ID token.
 *
 * @throws Denied with the reason; whatever fetching the keys throws
 */
export async function verifyAccessToken(
	token: string,
	{ issuer, clientId }: Application,
	keys: JWTVerifyGetKey,
	{ algorithm, clockSkew }: Acceptance,
): Promise<AccessTokenClaims> {
	try {
		const { payload } = await jwtVerify(token, keys, {
			algorithms: [algorithm],
			issuer,
			audience: clientId,
			clockTolerance: clockSkew,
			requiredClaims: ['exp', 'sub'],
		});
		if (!isAccessToken(payload)) throw new Denied('id_token');
		if (payload.exp > LAST_MOMENT) throw new Denied('invalid_claim');
		return payload;
	} catch (error) {
		const reason = reasonOf(error);
		throw reason === undefined ? error : new Denied(reason, error);
	}
}

/** Issuer, audience, id and key of an ID token are the same; only these three claims tell the two apart. */
function isAccessToken(claims: JWTPayload): claims is AccessTokenClaims {
	const { azp, uid, scope } = claims;
	return typeof azp === 'string' && azp !== '' && typeof uid === 'string' && uid !== '' && typeof scope === 'string';
}

/** What the token is denied for; `undefined` when it was not the token that failed. */
function reasonOf(error: unknown): Reason | undefined {
	if (error instanceof errors.JWTExpired) return 'expired';
	if (error instanceof errors.JWTClaimValidationFailed) return claimReason(error.claim, error.reason);
	if (error instanceof errors.JOSEAlgNotAllowed) return 'wrong_algorithm';
	if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) return 'unknown_key';
	if (error instanceof errors.JWSSignatureVerificationFailed) return 'bad_signature';
	// An extension in the header that must be understood and is not (RFC 7515, 4.1.11) ends here too.
	const malformed = [errors.JWSInvalid, errors.JWTInvalid, errors.JOSENotSupported];
	return malformed.some((kind) => error instanceof kind) ? 'malformed_token' : undefined;
}

function claimReason(claim: string, reason: string): Reason {
	if (claim === 'iss') return 'wrong_issuer';
	if (claim === 'aud') return 'wrong_audience';
	return claim === 'nbf' && reason === 'check_failed' ? 'not_yet_valid' : 'invalid_claim';
}
