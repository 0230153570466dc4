import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** A password as it is kept: salted and hashed, both in base64. */
export interface PasswordHash {
	hash: string;
	salt: string;
}

const scryptAsync = promisify<string, Buffer, number, Buffer>(scrypt);
const hashBytes = 64;
const saltBytes = 16;

/**
 * Hashes that are made at once. They run on Node's pool of four threads, as the syncs of appends do: who sends one wrong
 * password after another would make everybody's appends wait for all of them.
 */
const mostAtOnce = 2;
let underWay = 0;
const waiting: (() => void)[] = [];

/** Hashes a password with scrypt (RFC 7914; Node's default costs: some 50 ms and 16 MiB). */
export async function hashPassword(password: string): Promise<PasswordHash> {
	const salt = randomBytes(saltBytes);
	const hash = await derive(password, salt);
	return { hash: hash.toString('base64'), salt: salt.toString('base64') };
}

/** Compares a password with the one that is kept; takes the same time whether it is right or wrong. */
export async function verifyPassword(password: string, { hash, salt }: PasswordHash): Promise<boolean> {
	const kept = Buffer.from(hash, 'base64');
	const given = await derive(password, Buffer.from(salt, 'base64'));
	return kept.length === given.length && timingSafeEqual(kept, given);
}

/** What the password of somebody unknown is compared with, so that the time of a refusal does not tell who exists. */
export const nobodysHash: PasswordHash = {
	hash: randomBytes(hashBytes).toString('base64'),
	salt: randomBytes(saltBytes).toString('base64'),
};

async function derive(password: string, salt: Buffer): Promise<Buffer> {
	// Who ends hands the turn over, so that nobody who comes anew takes it.
	if (underWay === mostAtOnce) await new Promise<void>((resolve) => waiting.push(resolve));
	else underWay += 1;
	try {
		return await scryptAsync(password, salt, hashBytes);
	} finally {
		const next = waiting.shift();
		if (next === undefined) underWay -= 1;
		else next();
	}
}
