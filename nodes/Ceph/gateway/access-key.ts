import { randomInt } from 'node:crypto';

import { InvalidField } from '../../shared/errors.ts';

const CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** A name for a new key, in the form in which the gateway makes them; asking for it by name tells it from the user's others. */
export function newAccessKey(): string {
	return Array.from({ length: 20 }, () => CHARACTERS[randomInt(CHARACTERS.length)]).join('');
}

/**
 * Checks a key that somebody chose; the gateway takes any, but no client can sign with those that have other characters.
 *
 * @throws InvalidField
 */
export function checkAccessKey(key: string): string {
	if (!/^[\w.~-]*$/.test(key)) throw new InvalidField('Access Key', 'it has characters with which no client can sign', 'letters, digits, hyphens, underscores, dots and tildes');
	return key;
}

/**
 * Checks a secret that somebody chose; the gateway stores any, and refuses all that is signed with one beyond ASCII. Clients of
 * Swift send it in a header, which carries no more either.
 *
 * @returns `undefined` for none
 * @throws InvalidField
 */
export function checkSecretKey(secret = ''): string | undefined {
	if (!/^[\x20-\x7e]*$/.test(secret)) throw new InvalidField('Secret Key', 'it has characters with which no client can sign', 'letters from A to Z, digits, and signs of ASCII');
	return secret || undefined;
}

/**
 * Checks the name of a subuser: behind a colon the gateway would take what is before it for another user.
 *
 * @throws InvalidField
 */
export function checkSubuser(name: string): string {
	if (name.includes(':')) throw new InvalidField('Subuser', `"${name.slice(0, 80)}" has a colon`, 'the name of the subuser without that of the user');
	return name;
}
