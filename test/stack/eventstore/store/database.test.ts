import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { fileName } from '../../../../stack/eventstore/store/database.ts';
import { Store } from '../../../../stack/eventstore/store/store.ts';
import { TemporaryStore } from './temporary-store.ts';

it('refuses a folder that another server uses, and says what to do', () => {
	const temporary = new TemporaryStore();
	expect(() => new Store(temporary.folder)).toThrow(/Another process .* EVENTSTORE_DB/);
	temporary.remove();
});

it('refuses a file of a newer version', () => {
	const temporary = new TemporaryStore();
	temporary.store.close();
	const database = new DatabaseSync(join(temporary.folder, fileName));
	database.exec('PRAGMA user_version = 99');
	database.close();
	expect(() => new Store(temporary.folder)).toThrow(/schema version 99/);
	new DatabaseSync(join(temporary.folder, fileName)).exec('PRAGMA user_version = 1');
	temporary.store = new Store(temporary.folder);
	temporary.remove();
});
