import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

const TABLES = `
	CREATE TABLE IF NOT EXISTS object (
		kind TEXT NOT NULL, pk BLOB NOT NULL, data TEXT NOT NULL, PRIMARY KEY (kind, pk)
	) WITHOUT ROWID;
	CREATE TABLE IF NOT EXISTS sequence (kind TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID;
	CREATE TABLE IF NOT EXISTS link (
		relation TEXT NOT NULL, source BLOB NOT NULL, target BLOB NOT NULL, PRIMARY KEY (relation, source, target)
	) WITHOUT ROWID;
	CREATE INDEX IF NOT EXISTS link_target ON link (relation, target, source);
	CREATE TABLE IF NOT EXISTS secret (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
	CREATE TABLE IF NOT EXISTS oidc_payload (
		model TEXT NOT NULL, id TEXT NOT NULL, payload TEXT NOT NULL, expires INTEGER,
		grant_id TEXT, account TEXT, client TEXT, uid TEXT, user_code TEXT,
		PRIMARY KEY (model, id)
	) WITHOUT ROWID;
	CREATE INDEX IF NOT EXISTS oidc_payload_grant ON oidc_payload (grant_id) WHERE grant_id IS NOT NULL;
	CREATE INDEX IF NOT EXISTS oidc_payload_account ON oidc_payload (account) WHERE account IS NOT NULL;
	CREATE INDEX IF NOT EXISTS oidc_payload_uid ON oidc_payload (model, uid) WHERE uid IS NOT NULL;
	CREATE INDEX IF NOT EXISTS oidc_payload_user_code ON oidc_payload (model, user_code) WHERE user_code IS NOT NULL;
	CREATE TABLE IF NOT EXISTS access_token (
		digest BLOB PRIMARY KEY, id TEXT NOT NULL, client TEXT NOT NULL, claims TEXT NOT NULL, expires INTEGER NOT NULL
	) WITHOUT ROWID;
`;

export type Row = Record<string, unknown>;

/** The one SQLite file of the server. A write is on the disk before the call that made it returns. */
export class Database {
	readonly #connection: DatabaseSync;
	readonly #statements = new Map<string, StatementSync>();

	/** @param folder holds `authentik.sqlite`; made, readable by its owner alone, when missing. */
	constructor(folder: string) {
		mkdirSync(folder, { recursive: true, mode: 0o700 });
		const file = join(folder, 'authentik.sqlite');
		// Keys and tokens lie in the file: only its owner may read it. SQLite gives its journal the same mode.
		closeSync(openSync(file, 'a', 0o600));
		this.#connection = new DatabaseSync(file, { timeout: 5000 });
		this.#connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
		this.#connection.exec(TABLES);
		this.#connection.function('icontains', { deterministic: true }, (haystack, needle) =>
			Number(String(haystack ?? '').toLowerCase().includes(String(needle).toLowerCase())),
		);
	}

	/** Runs statements that take no values, as the making of an index. */
	execute(sql: string): void {
		this.#connection.exec(sql);
	}

	run(sql: string, ...values: SQLInputValue[]): void {
		this.#statement(sql).run(...values);
	}

	get(sql: string, ...values: SQLInputValue[]): Row | undefined {
		return this.#statement(sql).get(...values);
	}

	all(sql: string, ...values: SQLInputValue[]): Row[] {
		return this.#statement(sql).all(...values);
	}

	/** Everything that `work` writes is kept, or, when it throws, nothing. `work` must not await. */
	transaction<T>(work: () => T): T {
		if (this.#connection.isTransaction) return work();
		this.#connection.exec('BEGIN IMMEDIATE');
		try {
			const result = work();
			this.#connection.exec('COMMIT');
			return result;
		} catch (error) {
			if (this.#connection.isTransaction) this.#connection.exec('ROLLBACK');
			throw error;
		}
	}

	/** A value made once and kept for the life of the folder. */
	secret(name: string, make: () => Uint8Array): Buffer {
		const kept = this.get('SELECT value FROM secret WHERE name = ?', name);
		if (kept) return Buffer.from(kept.value as Uint8Array);
		const value = make();
		this.run('INSERT INTO secret (name, value) VALUES (?, ?)', name, value);
		return Buffer.from(value);
	}

	close(): void {
		this.#statements.clear();
		this.#connection.close();
	}

	#statement(sql: string): StatementSync {
		let statement = this.#statements.get(sql);
		if (!statement) {
			// Filters and orderings combine freely, so the statements of odd requests must not pile up.
			if (this.#statements.size >= 500) this.#statements.clear();
			statement = this.#connection.prepare(sql);
			this.#statements.set(sql, statement);
		}
		return statement;
	}
}
