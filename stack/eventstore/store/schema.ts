import type { DatabaseSync } from 'node:sqlite';

/**
 * The tables. `events` is the log: its row ids rise for ever and are never reused (AUTOINCREMENT), also when a later
 * scavenge deletes rows. `streams` holds what an append and a read must know of a stream without reading its events:
 * the last revision (-1: none yet), and the limits out of the newest event of its metadata stream. `projections` says of
 * each system projection whether it runs and up to which row of the log it has read.
 */
const versions = [
	`
	CREATE TABLE streams (
		id INTEGER PRIMARY KEY,
		name TEXT NOT NULL UNIQUE,
		revision INTEGER NOT NULL DEFAULT -1,
		tombstoned INTEGER NOT NULL DEFAULT 0,
		max_count INTEGER,
		max_age INTEGER,
		truncate_before INTEGER NOT NULL DEFAULT 0,
		soft_deleted INTEGER NOT NULL DEFAULT 0
	) STRICT;

	CREATE TABLE events (
		sequence INTEGER PRIMARY KEY AUTOINCREMENT,
		stream INTEGER NOT NULL,
		revision INTEGER,
		id BLOB NOT NULL,
		type TEXT NOT NULL,
		is_json INTEGER NOT NULL,
		created INTEGER NOT NULL,
		data BLOB NOT NULL,
		metadata BLOB NOT NULL
	) STRICT;

	CREATE UNIQUE INDEX events_by_revision ON events (stream, revision);
	CREATE INDEX events_by_id ON events (stream, id);
	`,
	`
	CREATE TABLE projections (
		name TEXT PRIMARY KEY,
		enabled INTEGER NOT NULL DEFAULT 0,
		sequence INTEGER NOT NULL DEFAULT 0
	) STRICT;
	`,
	// An id is looked for in the whole log: only the stream that had it first knows it again.
	`
	DROP INDEX IF EXISTS events_by_id;
	CREATE INDEX IF NOT EXISTS events_by_first_id ON events (id);
	`,
	// Why a system projection cannot go on; null while it can.
	`
	ALTER TABLE projections ADD COLUMN fault TEXT;
	`,
];

/**
 * Brings a database file to the newest version of the schema.
 *
 * @throws when the file was written by a newer version of this server
 */
export function migrate(database: DatabaseSync): void {
	const row = database.prepare('PRAGMA user_version').get();
	const current = Number(row?.user_version);
	if (current > versions.length) {
		throw new Error(
			`The event store's file has schema version ${current}, this server knows ${versions.length}. `
			+ 'Start the newer server, or name another folder with EVENTSTORE_DB.',
		);
	}
	for (const [index, statements] of versions.entries()) {
		if (index < current) continue;
		database.exec(`BEGIN; ${statements}; PRAGMA user_version = ${index + 1}; COMMIT`);
	}
}
