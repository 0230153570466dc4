import { trimPasted } from '../shared/address.ts';
import { InvalidField } from '../shared/errors.ts';

/** How the RPC API is protected, in the words of the credential. */
export interface Login {
	authentication?: string;
	username?: string;
	password?: string;
	token?: string;
}

/**
 * The header that a login makes: those that Kubo's API.Authorizations knows, and proxies as well.
 *
 * @throws InvalidField for what no header can carry
 */
export function authorization({ authentication, username = '', password = '', token = '' }: Login): string | undefined {
	if (authentication === 'basic') {
		// A password may begin or end with a blank, but not with the line break of the file that it was copied from.
		const login = `${userName(trimPasted(username))}:${password.replace(/[\r\n]+$/, '')}`;
		return `Basic ${Buffer.from(login).toString('base64')}`;
	}
	if (authentication === 'bearer') return `Bearer ${checkedToken(trimPasted(token))}`;
	return undefined;
}

/** Kubo takes whoever calls itself Mozilla for a browser and refuses; n8n may call itself so. */
export const USER_AGENT = 'n8n-nodes-cim';

/** A colon ends the name of a user (RFC 7617, 2). */
function userName(name: string): string {
	if (name.includes(':')) throw new InvalidField('User Name', 'a colon in the credential would end the name', 'a name without ":"');
	return name;
}

function checkedToken(token: string): string {
	if (!/^[!-~]+$/.test(token)) {
		const problem = token === '' ? 'the credential holds none' : 'the one in the credential has a blank, a line break or a letter beyond ASCII in it';
		throw new InvalidField('Token', problem, 'letters, digits and signs of ASCII');
	}
	return token;
}
