import { digest, generateKey } from '../crypto/keys.ts';
import type { Intent, Token } from '../models/token.ts';
import { tokenModel } from '../models/token.ts';
import type { Objects } from '../storage/objects.ts';

/** What a new token is made of; the rest has defaults. */
export type NewToken = Pick<Token, 'identifier' | 'intent' | 'user'> & Partial<Omit<Token, 'pk' | 'digest'>>;

/** Completes a token; its key is random unless given. */
export function newToken(given: NewToken): Omit<Token, 'pk'> {
	const key = given.key ?? generateKey(60);
	return { description: '', managed: null, expires: null, expiring: false, ...given, key, digest: digest(key) };
}

/** The token with this key, when it has the intent and has not expired. It is found by the digest of the key. */
export function findToken(objects: Objects, key: string, intent: Intent): Token | undefined {
	const token = objects.find(tokenModel, 'digest', digest(key));
	return token?.intent === intent && !hasExpired(token) ? token : undefined;
}

export function hasExpired(token: Token): boolean {
	return token.expiring && token.expires !== null && Date.parse(token.expires) <= Date.now();
}
