import { InvalidField } from './errors.ts';

/**
 * Encodes a value as one segment of a URL path, so that no value of a user can reach another resource.
 *
 * `.` and `..` have no encoding that survives URL parsing (RFC 3986, 6.2.2.3), so they are refused.
 */
export function segment(value: string | number): string {
	const text = String(value);
	if (text === '.' || text === '..' || text === '') {
		throw new InvalidField('Path', `"${text}" cannot name a resource`, 'any name but an empty one, "." and ".."');
	}
	if (!text.isWellFormed()) throw new InvalidField('Path', 'a part of it has half of a character', 'whole characters of Unicode');
	return encodeURIComponent(text);
}
