import { DatabaseSync } from 'node:sqlite';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileName, openDatabase } from '../../../../stack/eventstore/store/database.ts';
import { Store } from '../../../../stack/eventstore/store/store.ts';
import { events, TemporaryStore } from './temporary-store.ts';

it('syncs to the disk before a commit returns', () => {
	const folder = mkdtempSync(join(tmpdir(), 'eventstore-'));
	const database = openDatabase(folder);
	const pragma = (name: string) => Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];
	// 2 is FULL: in WAL mode the log is synced at every commit (https://www.sqlite.org/pragma.html#pragma_synchronous).
	expect(pragma('synchronous')).toBe(2);
	expect(pragma('journal_mode')).toBe('wal');
	database.close();
	rmSync(folder, { recursive: true });
});

it('refuses a folder that another server uses, and says what to do', () => {
	const temporary = new TemporaryStore();
	expect(() => new Store(temporary.folder)).toThrow(/Another process .* EVENTSTORE_DB/);
	temporary.remove();
});

it('refuses a file of a newer version', () => {
	const temporary = new TemporaryStore();
	temporary.store.close();
	change(temporary.folder, 'PRAGMA user_version = 99');
	expect(() => new Store(temporary.folder)).toThrow(/schema version 99/);
});

it('brings a file of an older version up to date, with what is in it', async () => {
	const temporary = new TemporaryStore();
	await temporary.store.append('s', 'any', events(3));
	temporary.store.close();
	change(temporary.folder, 'DROP TABLE projections; PRAGMA user_version = 1');
	temporary.store = new Store(temporary.folder);
	expect(temporary.revisions('s')).toEqual([0, 1, 2]);
	expect(temporary.store.projections()).toHaveLength(5);
	temporary.remove();
});

function change(folder: string, statements: string): void {
	const database = new DatabaseSync(join(folder, fileName));
	database.exec(statements);
	database.close();
}
