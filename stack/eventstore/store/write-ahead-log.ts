import { closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileName, memory } from './database.ts';

/** Brings what was committed to the disk. */
export interface DiskSync {
	/**
	 * @returns undefined when it is there already
	 * @throws when the disk refuses: what was written since the last sync may be lost then, and a later one would not tell
	 */
	sync: () => Promise<void> | undefined;
	close: () => void;
}

const dataSync = promisify(fdatasync);

/** Milliseconds that callers may wait for a sync of somebody else's. */
const QUICK = 1;

/**
 * SQLite's write-ahead log as a file that is synced beside SQLite: at once while the disk is quick, since to hand a sync to another
 * thread takes longer than it does; on a thread of Node's pool when it is not, so that the thread that answers calls does not wait for
 * it. Why that keeps what a commit with `synchronous = FULL` keeps:
 *
 * - A commit in WAL mode is complete with its frames in this file; `FULL` adds nothing but a sync of the file behind them,
 *   `NORMAL` leaves that one out and no other (https://www.sqlite.org/wal.html#performance_considerations,
 *   https://www.sqlite.org/pragma.html#pragma_synchronous). Here it is made before anybody learns of the commit.
 * - A sync is of the file, not of who has it open, so frames written through SQLite's descriptor count; SQLite has handed
 *   them to the operating system when COMMIT returns. `fdatasync` leaves out nothing that reading the file again needs,
 *   its size included (https://man7.org/linux/man-pages/man2/fdatasync.2.html); SQLite itself calls `fsync`.
 * - A checkpoint, which a commit may make, syncs this file before it writes to the database, and the database before the log
 *   may begin anew; the header of a log that begins anew is synced before its frames are written. All of this SQLite does
 *   under `NORMAL`, too. So an acknowledged commit is in the synced log, or in the synced database
 *   (https://www.sqlite.org/wal.html#checkpointing; `walCheckpoint` and `sqlite3WalFrames` in SQLite's `wal.c`).
 * - The file stays the same as long as the database is open: a log begins anew in it, `TRUNCATE` empties it, closing removes
 *   it. With the first sync of a new one SQLite syncs the folder, too (`unixSync` in `os_unix.c`), which is before it is
 *   opened here.
 * - A failed write to the disk is told to each descriptor once, even where SQLite's own was told before
 *   (https://docs.kernel.org/filesystems/vfs.html#handling-errors-during-writeback): one that is kept open misses none.
 *
 * SQLite's locks are on the database file, never on this one, so that closing it releases none of them
 * (https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_).
 *
 * @param folder of the database, which is open
 * @returns undefined when the database is in memory
 */
export function openWriteAheadLog(folder: string): DiskSync | undefined {
	if (folder === memory) return undefined;
	const descriptor = openSync(join(folder, `${fileName}-wal`), 'r+');
	let isQuick = true;
	const timed = (begun: number) => void (isQuick = performance.now() - begun < QUICK);
	const sync = () => {
		const begun = performance.now();
		if (!isQuick) return dataSync(descriptor).then(() => timed(begun));
		fdatasyncSync(descriptor);
		timed(begun);
		return undefined;
	};
	return { sync, close: () => closeSync(descriptor) };
}
