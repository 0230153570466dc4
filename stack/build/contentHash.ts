import { createHash } from 'node:crypto';
import { glob, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Length of the tags that images get: twelve hex digits are plenty to tell a machine's builds apart. */
const tagLength = 12;

/**
 * Hash over named parts, whatever their order: a file moved from one part to another changes it.
 * @returns hex digits, as an image's tag
 */
export function contentHash(parts: Record<string, string | Uint8Array>): string {
	const hash = createHash('sha256');
	for (const name of Object.keys(parts).sort()) {
		const content = Buffer.from(parts[name] ?? '');
		hash.update(`${JSON.stringify(name)} ${content.length}\n`).update(content);
	}
	return hash.digest('hex').slice(0, tagLength);
}

/**
 * Files by their path below the root, each with its content and whether it is executable: what a `COPY` would take
 * into an image.
 * @param patterns globs relative to the root
 */
export async function filesBelow(root: string, patterns: readonly string[]): Promise<Record<string, Uint8Array>> {
	const files: Record<string, Uint8Array> = {};
	const isLeftOut = (path: string) => /(^|\/)node_modules$/.test(path);
	for await (const path of glob([...patterns], { cwd: root, exclude: isLeftOut })) {
		const status = await stat(join(root, path));
		if (!status.isFile()) continue;
		const executable = (status.mode & 0o100) !== 0 ? ' x' : '';
		files[`${path}${executable}`] = await readFile(join(root, path));
	}
	return files;
}
