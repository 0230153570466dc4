import { InvalidField } from './errors.ts';

/** What a credential says about the field that its system's address stands in. */
export interface AddressField {
	/** Display name of the field. */
	readonly field: string;
	/** Such as `https://ceph-mgr.example.com:8443`. */
	readonly example: string;
	/** Where a user name and password belong, in the credential's own words: "the fields Username and Password". */
	readonly login: string;
}

/** Blanks and line breaks of all kinds, and the signs without width that web pages and chats put beside what is copied. */
const AROUND = /^[\s\u200B-\u200D\u2060\uFEFF]+|[\s\u200B-\u200D\u2060\uFEFF]+$/gu;

/** Takes what copying and pasting puts around a key, a token or an address away. */
export function trimPasted(text: string): string {
	return text.replace(AROUND, '');
}

/**
 * Reads the address of a system as people paste it into a credential, be it out of a browser: blanks and line breaks around it,
 * slashes at its end, a query or the page of a Dashboard (`/#/dashboard`) behind it.
 *
 * @returns scheme, host, port and path, without a slash at its end; paths can be appended
 * @throws InvalidField when it is none, or has a user name in it: such an address goes into logs and error messages
 */
export function systemAddress(text: string, { field, example, login }: AddressField): string {
	const address = trimPasted(text);
	const allowed = `an address such as ${example}`;
	if (address === '') throw new InvalidField(field, 'the credential holds no address', allowed);
	if (/^[^/?#]*:\/\/[^/?#]*@/.test(address)) {
		throw new InvalidField(field, `a user name or password does not belong into the address but into ${login} of the credential`, allowed);
	}
	const shown = address.slice(0, 80);
	// URL.parse also takes one slash, three, and backslashes for two.
	if (!/^https?:\/\/[^/\\]/i.test(address)) {
		throw new InvalidField(field, `"${shown}" in the credential must begin with https:// or http://`, allowed);
	}
	const url = /\s/.test(address) ? null : URL.parse(address);
	if (url === null) throw new InvalidField(field, `"${shown}" in the credential is not an address`, allowed);
	return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

/**
 * The same cleaning as an expression of n8n, for the `baseURL` of a credential's declared test, which can call no code.
 * What is no address it leaves as it is.
 *
 * @param property name of the credential's field
 */
export function addressExpression(property: string): string {
	return `={{ ($credentials.${property} || "").trim().replace(new RegExp("[?#].*$"), "").replace(new RegExp("/+$"), "") }}`;
}
