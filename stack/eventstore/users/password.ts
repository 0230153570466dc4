import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** A password as it is kept: salted and hashed, both in base64. */
export interface PasswordHash {
	hash: string;
	salt: string;
}

const derive = promisify<string, Buffer, number, Buffer>(scrypt);
const hashBytes = 64;
const saltBytes = 16;

/** Hashes a password with scrypt (RFC 7914; Node's default costs: some 50 ms and 16 MiB). */
export async function hashPassword(password: string): Promise<PasswordHash> {
	const salt = randomBytes(saltBytes);
	const hash = await derive(password, salt, hashBytes);
	return { hash: hash.toString('base64'), salt: salt.toString('base64') };
}

/** Compares a password with the one that is kept; takes the same time whether it is right or wrong. */
export async function verifyPassword(password: string, { hash, salt }: PasswordHash): Promise<boolean> {
	const kept = Buffer.from(hash, 'base64');
	const given = await derive(password, Buffer.from(salt, 'base64'), hashBytes);
	return kept.length === given.length && timingSafeEqual(kept, given);
}

/** What the password of somebody unknown is compared with, so that the time of a refusal does not tell who exists. */
export const nobodysHash: PasswordHash = {
	hash: randomBytes(hashBytes).toString('base64'),
	salt: randomBytes(saltBytes).toString('base64'),
};
