import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { migrate } from './schema.ts';

/** Name of the database file in its folder. */
export const fileName = 'eventstore.sqlite';

/** Instead of a folder: the database is in memory, and gone with the process. */
export const memory = ':memory:';

/** SQLITE_BUSY: someone else holds the lock (https://www.sqlite.org/rescode.html). */
const sqliteBusy = 5;

/**
 * Opens the database in a folder, making both where they are missing. With `synchronous = FULL` in WAL mode SQLite
 * syncs the log to the disk before a COMMIT returns, so what was acknowledged survives a crash of the machine.
 *
 * What a run that was cut off has left in the log is moved into the database, and synced there, before anybody sees it: it
 * may never have been on the disk, and where a sync failed another sync of the same pages would not tell.
 *
 * @throws when another process holds the database, or the folder cannot be written
 */
export function openDatabase(folder: string): DatabaseSync {
	const inMemory = folder === memory;
	if (!inMemory) mkdirSync(folder, { recursive: true });
	const database = new DatabaseSync(inMemory ? memory : join(folder, fileName));
	try {
		// The exclusive lock must be set before anything is read: SQLite then needs no shared memory file. Only a new file
		// takes auto_vacuum; an older one gets it with the first scavenge.
		database.exec(`
			PRAGMA locking_mode = EXCLUSIVE;
			PRAGMA auto_vacuum = INCREMENTAL;
			PRAGMA journal_mode = WAL;
			PRAGMA synchronous = FULL;
			PRAGMA cache_size = -65536;
		`);
		emptyLog(database);
		migrate(database);
		return database;
	} catch (error) {
		database.close();
		if (isObject(error) && error.errcode === sqliteBusy) {
			throw new Error(
				'Another process has the event store\'s database open. Stop it, or name another folder with EVENTSTORE_DB.',
				{ cause: error },
			);
		}
		throw error;
	}
}

function isObject(error: unknown): error is { errcode?: unknown } {
	return typeof error === 'object' && error !== null;
}

/**
 * Moves the write-ahead log into the database file, which is as small as its contents then. A file of the time before
 * scavenges is written anew for that, once, and everybody waits meanwhile.
 */
export function shrinkDatabase(database: DatabaseSync): void {
	const [mode] = Object.values(database.prepare('PRAGMA auto_vacuum').get() ?? {});
	if (mode === 0) database.exec('PRAGMA auto_vacuum = INCREMENTAL; VACUUM');
	emptyLog(database);
}

/** Moves the write-ahead log into the database file and closes it. */
export function closeDatabase(database: DatabaseSync): void {
	emptyLog(database);
	database.close();
}

/**
 * Runs work in a transaction of its own, which is on the disk when this returns.
 *
 * @throws what the work or the disk throws; nothing is written then
 */
export function transact(database: DatabaseSync, work: () => void): void {
	database.exec('BEGIN IMMEDIATE');
	try {
		work();
		database.exec('COMMIT');
	} catch (error) {
		if (database.isTransaction) database.exec('ROLLBACK');
		throw error;
	}
}

/** From now on somebody else syncs the log after each commit; checkpoints are synced by SQLite as before. */
export function leaveSyncsOfCommits(database: DatabaseSync): void {
	database.exec('PRAGMA synchronous = NORMAL');
}

function emptyLog(database: DatabaseSync): void {
	database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
}
