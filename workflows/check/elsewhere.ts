import { globSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

import type { Process } from './process.ts';
import { parseProcess } from './process.ts';
import type { Problem } from './rule.ts';

/** What a path leads to: a process of the library, or files. */
export interface Found {
	folder?: string;
	paths?: string[];
}

/**
 * Looks where a path leads: to an exported workflow, to a folder of such, or to a process of the library.
 *
 * @param path from the working directory
 * @param folders names of the library's processes
 * @throws Error when there is nothing
 */
export function filesAt(root: string, folders: readonly string[], path: string): Found {
	const found = statSync(path, { throwIfNoEntry: false });
	if (found === undefined) {
		throw new Error(`There is no process and no file "${path}"; there are the processes ${folders.join(', ')}`);
	}
	const [top, ...below] = relative(root, resolve(path)).split(/[\\/]/);
	const folder = (below.at(-1) === 'workflow.json' ? below.slice(0, -1) : below).join('/');
	if (top === 'workflows' && folders.includes(folder)) return { folder };
	if (found.isFile()) return { paths: [path] };
	const paths = globSync('*.json', { cwd: path }).sort().map((file) => join(path, file));
	if (paths.length === 0) throw new Error(`There is no workflow in "${path}"; exports are files that end in .json`);
	return { paths };
}

/** Reads a file out of any n8n; `n8n export:workflow` writes several into one. */
export function parseElsewhere(path: string): { folder: string; process?: Process; problems: Problem[] }[] {
	const source = readFileSync(path, 'utf8');
	return several(source).map((text, index, all) => {
		const folder = all.length === 1 ? path : `${path}[${index}]`;
		const { process, problems } = parseProcess(folder, text);
		return { folder, problems, ...(process && { process: { ...process, isElsewhere: true } }) };
	});
}

function several(source: string): string[] {
	try {
		const content: unknown = JSON.parse(source);
		return Array.isArray(content) ? content.map((workflow) => JSON.stringify(workflow)) : [source];
	} catch {
		// Reading it as one says what is wrong with it.
		return [source];
	}
}
