// An embedded event store that tells, when it is asked, what it has used: the process that BenchServer starts.
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';

/** What a server has used since it was started. */
export interface Used {
	/** Seconds of the processor. */
	cpu: number;
	/** Transactions: with `synchronous = FULL` each syncs the log to the disk once. */
	commits: number;
	/** Bytes. */
	memory: number;
}

let commits = 0;
// eslint-disable-next-line @typescript-eslint/unbound-method -- called below with the database that it is called on
const { exec } = DatabaseSync.prototype;
DatabaseSync.prototype.exec = function (sql) {
	if (sql === 'COMMIT') commits += 1;
	exec.call(this, sql);
};

process.on('message', () => {
	const { user, system } = process.cpuUsage();
	process.send!({ cpu: (user + system) / 1e6, commits, memory: process.memoryUsage.rss() } satisfies Used);
});
// Asking is not what keeps a server running.
process.channel!.unref();

const [main] = process.argv.splice(2, 1);
await import(pathToFileURL(main!).href);
