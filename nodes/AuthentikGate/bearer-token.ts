import { Denied } from './denial.ts';

/**
 * Takes the token out of an Authorization header's value (RFC 6750, 2.1), or as it is when there is no scheme.
 *
 * @param given whatever the caller sent in its place: a query that repeats a name is a list, a JSON body may hold anything
 * @throws Denied `no_token` when there is none, also when the caller uses another scheme; `malformed_token` for no text
 */
export function bearerToken(given: unknown): string {
	if (given === undefined || given === null) throw new Denied('no_token');
	if (typeof given !== 'string') throw new Denied('malformed_token');
	const [first = '', ...rest] = given.trim().split(/ +/);
	const bearer = first.toLowerCase() === 'bearer';
	const token = bearer ? rest.join(' ') : first;
	if (token === '' || (!bearer && rest.length > 0)) throw new Denied('no_token');
	return token;
}

/**
 * Takes out of a JSON value every text that holds the token, in place, wherever it stands.
 *
 * @returns the value
 */
export function takeOut<T>(value: T, token: string): T {
	// Dates and the like are no objects to look into.
	if (typeof value !== 'object' || value === null || 'toJSON' in value) return value;
	const holds = (part: unknown) => typeof part === 'string' && part.includes(token);
	for (const [name, part] of Object.entries(value).toReversed()) {
		if (!holds(part)) takeOut(part, token);
		else if (Array.isArray(value)) value.splice(Number(name), 1);
		else delete (value as Record<string, unknown>)[name];
	}
	return value;
}
