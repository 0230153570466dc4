/** The disk failed at a sync: until the next start, which finds out what it has, nothing is written. */
export class WritesRefused extends Error {}

/** Of what was being synced. */
export function outcomeUnknown(cause: unknown): WritesRefused {
	return new WritesRefused(
		`The disk failed when this was to be synced to it (${text(cause)}): only the next start of the server will show whether it was written.`, { cause });
}

/** Of what came after it. */
export function nothingWritten(cause: unknown): WritesRefused {
	return new WritesRefused(
		`Nothing was written: the disk failed at a sync (${text(cause)}), and nothing more is written until the server is started again, on a disk that works.`, { cause });
}

function text(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
