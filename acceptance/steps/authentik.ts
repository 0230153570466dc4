import { Given } from '@cucumber/cucumber';
import { decodeJwt, UnsecuredJWT } from 'jose';

import type { ServiceAccount } from '../../stack/command/token.ts';
import { known, type CimWorld } from '../support/world.ts';

interface Tokens {
	access_token: string;
	id_token?: string;
}

/**
 * Asks Authentik for tokens as a service account does: client credentials with its name and app password.
 *
 * @param who the account
 */
export async function signIn({ systems }: CimWorld, who: ServiceAccount): Promise<Tokens> {
	const { url, clientId, [who]: account } = systems.connections.authentik;
	const response = await fetch(`${url}/application/o/token/`, {
		method: 'POST',
		body: new URLSearchParams({
			grant_type: 'client_credentials',
			client_id: clientId,
			username: account.username,
			password: account.password,
			scope: 'openid profile email',
		}),
	});
	if (!response.ok) throw new Error(`Authentik gave ${account.username} no token: ${response.status} ${await response.text()}`);
	return (await response.json()) as Tokens;
}

Given('a member of the publishers', async function (this: CimWorld) {
	this.token = (await signIn(this, 'publisher')).access_token;
});

Given('somebody outside of the publishers', async function (this: CimWorld) {
	this.token = (await signIn(this, 'outsider')).access_token;
});

Given('somebody without a token', function (this: CimWorld) {
	this.token = undefined;
});

Given('somebody with a token that was altered', function (this: CimWorld) {
	const [header, payload, signature] = known(this.token, 'a token').split('.');
	const claims = JSON.parse(String(Buffer.from(payload ?? '', 'base64url'))) as object;
	const altered = Buffer.from(JSON.stringify({ ...claims, sub: 'somebody-else' })).toString('base64url');
	this.token = [header, altered, signature].join('.');
});

Given('somebody with a token that nobody signed', function (this: CimWorld) {
	this.token = new UnsecuredJWT(decodeJwt(known(this.token, 'a token'))).encode();
});

Given('somebody with an identity but no access', async function (this: CimWorld) {
	this.token = known((await signIn(this, 'publisher')).id_token, 'an ID token');
});
