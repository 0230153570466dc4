import { decodeJwt, decodeProtectedHeader } from 'jose';

import type { Application } from './application.ts';
import type { Reason } from './denial.ts';
import type { Identity } from './identity.ts';

/** What the gate went by when it denied a caller. */
export interface Setting {
	application: Application;
	algorithm: string;
	groupsClaim: string;
	identity: Identity | undefined;
}

/**
 * Says to whoever runs the workflow what may be set wrongly, where the fault need not be the caller's. Not for callers.
 *
 * @param token one that was taken apart, and whose signature was verified before issuer and audience were looked at
 */
export function hintFor(reason: Reason, token: string, { application, algorithm, groupsClaim, identity }: Setting): string | undefined {
	switch (reason) {
		case 'wrong_algorithm':
			return algorithmHint(decodeProtectedHeader(token).alg, algorithm);
		case 'wrong_issuer':
			return `The token's issuer is ${quoted(decodeJwt(token).iss)}, the gate's is ${quoted(application.issuer)}: see Issuer in the credential.`;
		case 'wrong_audience':
			return `The token is for ${quoted(decodeJwt(token).aud)}, the gate takes ${quoted(application.clientId)}: see Client ID in the credential, and Further Applications in the options.`;
		case 'missing_group':
			if (identity === undefined || identity.groups.length > 0) return undefined;
			return `The token lists no groups in its claim ${quoted(groupsClaim)}: has the caller asked for the scope "profile", or do they stand in another claim (see Groups Claim in the options)?`;
		default:
			return undefined;
	}
}

const OFFERED = ['EdDSA', 'ES256', 'ES384', 'ES512', 'RS256'];

/** The header is whatever the caller wrote: only what could be chosen is repeated. */
function algorithmHint(found: string | undefined, wanted: string): string | undefined {
	if (found === 'HS256') return 'The token says HS256. If the application signs so, choose a Signing Key in its provider in Authentik.';
	if (found === undefined || !OFFERED.includes(found)) return undefined;
	return `The token says ${found}, the gate takes ${wanted}. If the application's provider signs with ${found}, choose it as Algorithm in the options.`;
}

function quoted(value: unknown): string {
	return JSON.stringify(value) ?? 'nothing';
}
