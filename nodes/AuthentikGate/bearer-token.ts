import { Denied } from './denial.ts';

/**
 * Takes the token out of an Authorization header's value (RFC 6750, 2.1), or as it is when there is no scheme.
 *
 * @throws Denied `no_token` when there is none, also when the caller uses another scheme
 */
export function bearerToken(value: string): string {
	const [first = '', ...rest] = value.trim().split(/ +/);
	const bearer = first.toLowerCase() === 'bearer';
	const token = bearer ? rest.join(' ') : first;
	if (token === '' || (!bearer && rest.length > 0)) throw new Denied('no_token');
	return token;
}
