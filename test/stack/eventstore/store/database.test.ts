import { DatabaseSync } from 'node:sqlite';
import { copyFileSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeDatabase, fileName, leaveSyncsOfCommits, openDatabase } from '../../../../stack/eventstore/store/database.ts';
import { Store } from '../../../../stack/eventstore/store/store.ts';
import { events, TemporaryStore } from './temporary-store.ts';

const pragma = (database: DatabaseSync, name: string) => Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];

it('syncs to the disk before a commit returns, until the log is synced beside it', () => {
	const folder = mkdtempSync(join(tmpdir(), 'eventstore-'));
	const database = openDatabase(folder);
	// 2 is FULL: in WAL mode the log is synced at every commit (https://www.sqlite.org/pragma.html#pragma_synchronous); 1 is NORMAL.
	expect(pragma(database, 'synchronous')).toBe(2);
	expect(pragma(database, 'journal_mode')).toBe('wal');
	leaveSyncsOfCommits(database);
	expect(pragma(database, 'synchronous')).toBe(1);
	database.close();
	rmSync(folder, { recursive: true });
});

it('shares the database with nobody, not even memory', () => {
	const folder = mkdtempSync(join(tmpdir(), 'eventstore-'));
	for (const _ of ['new', 'there already']) {
		const database = openDatabase(folder);
		expect(readdirSync(folder).toSorted()).toEqual([fileName, `${fileName}-wal`]);
		expect(pragma(database, 'auto_vacuum')).toBe(2);
		closeDatabase(database);
	}
	rmSync(folder, { recursive: true });
});

it('moves what a run left in the log into the database before anybody sees it', () => {
	const folder = mkdtempSync(join(tmpdir(), 'eventstore-'));
	const cutOff = mkdtempSync(join(tmpdir(), 'eventstore-'));
	const database = openDatabase(folder);
	database.exec('INSERT INTO streams (name) VALUES (\'s\')');
	// What is there when the process is killed.
	for (const file of readdirSync(folder)) copyFileSync(join(folder, file), join(cutOff, file));
	database.close();
	const size = () => statSync(join(cutOff, `${fileName}-wal`)).size;
	expect(size()).toBeGreaterThan(0);
	const again = openDatabase(cutOff);
	expect(size()).toBe(0);
	expect(again.prepare('SELECT name FROM streams').all()).toEqual([expect.objectContaining({ name: 's' })]);
	again.close();
	for (const each of [folder, cutOff]) rmSync(each, { recursive: true });
});

it('refuses a folder that another server uses, and says what to do', async () => {
	const temporary = new TemporaryStore();
	expect(() => new Store(temporary.folder)).toThrow(/Another process .* EVENTSTORE_DB/);
	await temporary.remove();
});

it('refuses a file of a newer version', async () => {
	const temporary = new TemporaryStore();
	await temporary.store.close();
	change(temporary.folder, 'PRAGMA user_version = 99');
	expect(() => new Store(temporary.folder)).toThrow(/schema version 99/);
});

it('brings a file of an older version up to date, with what is in it', async () => {
	const temporary = new TemporaryStore();
	await temporary.store.append('s', 'any', events(3));
	await temporary.store.close();
	change(temporary.folder, 'DROP TABLE projections; PRAGMA user_version = 1');
	temporary.store = new Store(temporary.folder);
	expect(temporary.revisions('s')).toEqual([0, 1, 2]);
	expect(temporary.store.projections()).toHaveLength(5);
	await temporary.remove();
});

function change(folder: string, statements: string): void {
	const database = new DatabaseSync(join(folder, fileName));
	database.exec(statements);
	database.close();
}
