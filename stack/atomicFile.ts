import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';

/**
 * Writes a file that only its owner may read, so that a reader sees the old content or the new one, never a part: the
 * content goes to a file beside it that is then renamed.
 */
export async function writePrivateFile(path: string, content: string): Promise<void> {
	const unfinished = `${path}.${randomUUID()}`;
	try {
		await writeFile(unfinished, content, { mode: 0o600, flush: true });
		await rename(unfinished, path);
	} catch (error) {
		await rm(unfinished, { force: true });
		throw error;
	}
}

/** The file's content, or undefined when there is no such file. */
export async function readIfThere(path: string): Promise<string | undefined> {
	try {
		return await readFile(path, 'utf8');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		throw error;
	}
}
