import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Makes the secret of a topic: 256 random bits, in characters that need no encoding. */
export function newSecret(): string {
	return randomBytes(32).toString('base64url');
}

/** Whether a value is the secret, in a time that says nothing about either; no value matches when there is no secret. */
export function isSecret(value: unknown, secret: string | undefined): boolean {
	const equal = timingSafeEqual(hash(typeof value === 'string' ? value : ''), hash(secret ?? ''));
	return equal && typeof value === 'string' && secret !== undefined && secret !== '';
}

function hash(text: string): Buffer {
	return createHash('sha256').update(text).digest();
}
