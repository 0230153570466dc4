import type { JSONWebKeySet, JWKSCacheInput, JWTVerifyGetKey } from 'jose';
import { createRemoteJWKSet, customFetch, jwksCache } from 'jose';

import type { Application } from './application.ts';
import type { Get } from './transport.ts';
import { fetchKeys } from './transport.ts';

interface Kept {
	keys: JWKSCacheInput;
	underWay: Promise<JSONWebKeySet> | undefined;
}

/** Keys outlive executions, so that a call costs no request; one entry for each application and way to reach it. */
const kept = new Map<string, Kept>();

/** Milliseconds after which keys are fetched again, so that a withdrawn key is not trusted for longer. */
const MAX_AGE = 600_000;
/** Milliseconds during which tokens with an unknown key cause no further request. */
const COOLDOWN = 30_000;

/** The public keys of an application, fetched when they are not known, too old, or lack the key of a token. */
export function keySet(get: Get, application: Application): JWTVerifyGetKey {
	const { issuer, origin, discoveryPath, tls } = application;
	const name = JSON.stringify([issuer, origin, discoveryPath, tls]);
	const entry: Kept = kept.get(name) ?? { keys: {}, underWay: undefined };
	kept.set(name, entry);
	const fetchOnce = () =>
		(entry.underWay ??= fetchKeys(get, application).finally(() => {
			entry.underWay = undefined;
		}));
	return createRemoteJWKSet(new URL(issuer), {
		cacheMaxAge: MAX_AGE,
		cooldownDuration: COOLDOWN,
		[jwksCache]: entry.keys,
		[customFetch]: async () => Response.json(await fetchOnce()),
	});
}
