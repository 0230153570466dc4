import { createHash } from 'node:crypto';
import type { Database, Row } from '../storage/database.ts';

/** An access token as it was issued. */
export interface IssuedToken {
	/** Under which oidc-provider stores the token. It is never shown: callers know the token only as a JWT. */
	id: string;
	/** `client_id` of the provider that issued it. */
	client: string;
	/** UUID of the user. */
	account: string;
	scope: string;
	/** The claims of the id token at issue; introspection answers them. */
	claims: Record<string, unknown>;
	/** Seconds since 1970. */
	expires: number;
}

/**
 * The JWTs under which oidc-provider's access tokens are known outside. A token is recognised by the digest of its
 * whole text, so an altered one is unknown, and a genuine one stays active when the signing key is replaced.
 */
export class AccessTokens {
	readonly #database: Database;

	constructor(database: Database) {
		this.#database = database;
	}

	add(jwt: string, token: Pick<IssuedToken, 'id' | 'client' | 'claims' | 'expires'>): void {
		this.#database.run(
			'INSERT INTO access_token (digest, id, client, claims, expires) VALUES (?, ?, ?, ?, ?)',
			digestOf(jwt),
			token.id,
			token.client,
			JSON.stringify(token.claims),
			token.expires,
		);
	}

	/** The token behind a JWT, unless it is unknown, expired or revoked. */
	find(jwt: string): IssuedToken | undefined {
		const row = this.#database.get(
			`SELECT access_token.id, access_token.client, claims, access_token.expires, payload
			FROM access_token JOIN oidc_payload ON model = 'AccessToken' AND oidc_payload.id = access_token.id
			WHERE digest = ? AND access_token.expires > ?`,
			digestOf(jwt),
			Math.floor(Date.now() / 1000),
		);
		return row && fromRow(row);
	}

	/** Ends every token and session of a user; deactivation does that. */
	removeAccount(uuid: string): void {
		this.#database.run('DELETE FROM oidc_payload WHERE account = ?', uuid);
	}

	/** Ends every token that a provider issued. */
	removeClient(clientId: string): void {
		this.#database.run('DELETE FROM oidc_payload WHERE client = ?', clientId);
	}

	/** Deletes what has expired. */
	prune(): void {
		const now = Math.floor(Date.now() / 1000);
		this.#database.run('DELETE FROM access_token WHERE expires <= ?', now);
		this.#database.run('DELETE FROM oidc_payload WHERE expires <= ?', now);
	}
}

function digestOf(jwt: string): Buffer {
	return createHash('sha256').update(jwt).digest();
}

function fromRow(row: Row): IssuedToken {
	const payload = JSON.parse(row.payload as string) as { accountId: string; scope?: string };
	return {
		id: row.id as string,
		client: row.client as string,
		account: payload.accountId,
		scope: payload.scope ?? '',
		claims: JSON.parse(row.claims as string) as Record<string, unknown>,
		expires: Number(row.expires),
	};
}
