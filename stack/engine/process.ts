import { readFile } from 'node:fs/promises';

import { readIfThere, writePrivateFile } from '../atomicFile.ts';

/** A process on record; its start time tells it from a later one that got the same id. */
interface ProcessRecord {
	pid: number;
	startTime: string;
}

/** Writes down a running process; nothing when it is gone already. */
export async function recordProcess(path: string, pid: number): Promise<void> {
	const startTime = await processStartTime(pid);
	if (startTime === undefined) return;
	await writePrivateFile(path, JSON.stringify({ pid, startTime } satisfies ProcessRecord));
}

/** Id of the recorded process if it still runs; undefined too when nothing, or nothing readable, is on record. */
export async function recordedProcess(path: string): Promise<number | undefined> {
	const record = parseRecord(await readIfThere(path));
	if (!record || (await processStartTime(record.pid)) !== record.startTime) return undefined;
	return record.pid;
}

function parseRecord(text: string | undefined): ProcessRecord | undefined {
	try {
		return text === undefined ? undefined : (JSON.parse(text) as ProcessRecord);
	} catch {
		return undefined;
	}
}

/** Name of the program that a process runs; undefined for one that is gone or a zombie. */
export async function programOf(pid: number): Promise<string | undefined> {
	return (await processStatus(pid))?.program;
}

/**
 * Start time in clock ticks since boot; undefined for a process that is gone or a zombie. Without /proc (not Linux)
 * only whether there is such a process is known.
 */
async function processStartTime(pid: number): Promise<string | undefined> {
	if (process.platform !== 'linux') return isAlive(pid) ? 'unknown' : undefined;
	return (await processStatus(pid))?.startTime;
}

/** From /proc/<pid>/stat, proc(5): field 2 is the program's name in brackets, 3 the state, 22 the start time. */
async function processStatus(pid: number): Promise<{ program: string; startTime: string } | undefined> {
	const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
	// The name may hold spaces and brackets: the other fields are counted from behind the last bracket.
	const end = stat.lastIndexOf(')');
	const [state, ...fields] = stat.slice(end + 2).split(' ');
	const startTime = fields[18];
	if (state === 'Z' || startTime === undefined) return undefined;
	return { program: stat.slice(stat.indexOf('(') + 1, end), startTime };
}

function isAlive(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}
