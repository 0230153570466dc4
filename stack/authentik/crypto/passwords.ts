import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt);

const COST = { N: 2 ** 15, r: 8, p: 1 };

/** Hashes a password with scrypt; the result carries its cost and salt: `scrypt$N$r$p$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
	const salt = randomBytes(16);
	const hash = await derive(password, salt, 32, { ...COST, maxmem: 64 * 2 ** 20 });
	return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64'), hash.toString('base64')].join('$');
}

/** Whether a password is the one that was hashed; false for a user without a password. */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
	const [scheme, n, r, p, salt, hash] = (stored ?? '').split('$');
	if (scheme !== 'scrypt' || !salt || !hash) return false;
	const expected = Buffer.from(hash, 'base64');
	const cost = { N: Number(n), r: Number(r), p: Number(p), maxmem: 64 * 2 ** 20 };
	const actual = await derive(password, Buffer.from(salt, 'base64'), expected.length, cost);
	return timingSafeEqual(actual, expected);
}
