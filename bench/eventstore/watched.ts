// An embedded event store that tells, when it is asked, what it has used: the process that BenchServer starts.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { pathToFileURL } from 'node:url';

/** What a server has used since it was started. */
export interface Used {
	/** Seconds of the processor. */
	cpu: number;
	/** How often it has synced its log to the disk, once for each commit; those of SQLite's checkpoints come on top. */
	syncs: number;
	/** Bytes. */
	memory: number;
}

let syncs = 0;
const { fdatasync } = fs;
fs.fdatasync = ((descriptor, callback) => {
	syncs += 1;
	fdatasync(descriptor, callback);
}) as typeof fs.fdatasync;
syncBuiltinESMExports();

process.on('message', () => {
	const { user, system } = process.cpuUsage();
	process.send!({ cpu: (user + system) / 1e6, syncs, memory: process.memoryUsage.rss() } satisfies Used);
});
// Asking is not what keeps a server running.
process.channel!.unref();

const [main] = process.argv.splice(2, 1);
await import(pathToFileURL(main!).href);
