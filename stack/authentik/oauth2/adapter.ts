import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { CommitQueue } from '../storage/commit-queue.ts';
import type { Database, Row } from '../storage/database.ts';

/** Keeps oidc-provider's tokens, grants, codes and sessions in the database, all providers' together. */
export class DatabaseAdapter implements Adapter {
	readonly #model: string;
	readonly #database: Database;
	readonly #commits: CommitQueue;

	constructor(model: string, database: Database, commits: CommitQueue) {
		this.#model = model;
		this.#database = database;
		this.#commits = commits;
	}

	upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
		const expires = expiresIn ? Math.floor(Date.now() / 1000) + expiresIn : null;
		return this.#commits.add(() =>
			this.#database.run(
				`INSERT OR REPLACE INTO oidc_payload
				(model, id, payload, expires, grant_id, account, client, uid, user_code)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
				this.#model,
				id,
				JSON.stringify(payload),
				expires,
				payload.grantId ?? null,
				payload.accountId ?? null,
				payload.clientId ?? null,
				payload.uid ?? null,
				payload.userCode ?? null,
			),
		);
	}

	async find(id: string): Promise<AdapterPayload | undefined> {
		return this.#read('id', id);
	}

	async findByUid(uid: string): Promise<AdapterPayload | undefined> {
		return this.#read('uid', uid);
	}

	async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
		return this.#read('user_code', userCode);
	}

	consume(id: string): Promise<void> {
		return this.#commits.add(() =>
			this.#database.run(
				`UPDATE oidc_payload SET payload = json_set(payload, '$.consumed', ?) WHERE model = ? AND id = ?`,
				Math.floor(Date.now() / 1000),
				this.#model,
				id,
			),
		);
	}

	destroy(id: string): Promise<void> {
		return this.#commits.add(() =>
			this.#database.run('DELETE FROM oidc_payload WHERE model = ? AND id = ?', this.#model, id),
		);
	}

	revokeByGrantId(grantId: string): Promise<void> {
		return this.#commits.add(() => this.#database.run('DELETE FROM oidc_payload WHERE grant_id = ?', grantId));
	}

	#read(column: 'id' | 'uid' | 'user_code', value: string): AdapterPayload | undefined {
		const row: Row | undefined = this.#database.get(
			`SELECT payload FROM oidc_payload WHERE model = ? AND ${column} = ? AND (expires IS NULL OR expires > ?)`,
			this.#model,
			value,
			Math.floor(Date.now() / 1000),
		);
		return row && (JSON.parse(row.payload as string) as AdapterPayload);
	}
}
