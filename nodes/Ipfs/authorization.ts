/** How the RPC API is protected, in the words of the credential. */
export interface Login {
	authentication?: string;
	username?: string;
	password?: string;
	token?: string;
}

/** The header that a login makes: those that Kubo's API.Authorizations knows, and proxies as well. */
export function authorization({ authentication, username = '', password = '', token = '' }: Login): string | undefined {
	if (authentication === 'basic') return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
	if (authentication === 'bearer') return `Bearer ${token}`;
	return undefined;
}

/** Kubo takes whoever calls itself Mozilla for a browser and refuses; n8n may call itself so. */
export const USER_AGENT = 'n8n-nodes-cim';
