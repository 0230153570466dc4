import { createHash, randomInt, timingSafeEqual } from 'node:crypto';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A random key of letters and digits, as Authentik makes them for tokens, client ids and client secrets. */
export function generateKey(length: number): string {
	return Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}

/** SHA-256 in hex, under which a secret is found in an index without comparing the secret itself. */
export function digest(secret: string): string {
	return createHash('sha256').update(secret).digest('hex');
}

/** Compares two secrets in a time that does not tell where, or whether in length, they differ. */
export function sameSecret(one: string, other: string): boolean {
	return timingSafeEqual(Buffer.from(digest(one)), Buffer.from(digest(other)));
}
