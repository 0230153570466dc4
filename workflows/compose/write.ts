import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { Composition } from './compose.ts';
import { Refusal } from './refusal.ts';

/**
 * Writes a process into the library. Page and feature are written by people: those that are there stay.
 *
 * @param root the repository
 * @param force whether a workflow that is there is replaced
 * @returns paths of what was written, from the root
 * @throws Refusal when there is a workflow; nothing is written then
 */
export function written(root: string, name: string, { file, page, feature }: Composition, force: boolean): string[] {
	const workflow = `workflows/${name}/workflow.json`;
	const isThere = (path: string) => existsSync(join(root, path));
	if (isThere(workflow) && !force) throw new Refusal(`${workflow} is there already. Add --force to replace it; its page and feature stay as they are.`);
	const files: [string, string][] = [[workflow, file], [`workflows/${name}/README.md`, page], [`acceptance/features/${name}.feature`, feature]];
	const wanted = files.filter(([path]) => path === workflow || !isThere(path));
	for (const [path, content] of wanted) {
		mkdirSync(dirname(join(root, path)), { recursive: true });
		writeFileSync(join(root, path), content);
	}
	return wanted.map(([path]) => path);
}
