// Inserts events into the event store's own tables without a server: what SQLite alone takes. A process of its own, as the server is.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';

import { closeDatabase, openDatabase } from '../../stack/eventstore/store/database.ts';

/** What is to be inserted. */
export interface Work {
	/** Folder of the database. */
	folder: string;
	events: number;
	/** Into how many transactions the events are divided; each syncs the log to the disk once. */
	commits: number;
	/** Bytes of an event. */
	size: number;
	streams: number;
}

/** How long it took, and how long of that the processor: seconds. */
export interface Done {
	seconds: number;
	cpu: number;
}

const [{ folder, events, commits, size, streams }] = (await once(process, 'message')) as [Work];
const database = openDatabase(folder);
const insert = database.prepare('INSERT INTO events (stream, revision, id, type, is_json, created, data, metadata) VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
const data = Buffer.alloc(size, 'x');
const none = new Uint8Array();

const [begun, before] = [process.hrtime.bigint(), process.cpuUsage()];
let written = 0;
for (let commit = 1; commit <= commits; commit++) {
	database.exec('BEGIN IMMEDIATE');
	for (; written < Math.round((events * commit) / commits); written++) {
		insert.run(written % streams, Math.floor(written / streams), randomBytes(16), 'Measured', 1, Date.now(), data, none);
	}
	database.exec('COMMIT');
}
const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
const { user, system } = process.cpuUsage(before);
closeDatabase(database);
process.send!({ seconds, cpu: (user + system) / 1e6 } satisfies Done, () => process.disconnect());
