import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { filesAt, parseElsewhere } from './elsewhere.ts';
import { Graph } from './graph.ts';
import { n8nKinds } from './n8n/kinds.ts';
import type { NodeClasses, NodeKind } from './node-kind.ts';
import { packageKinds } from './node-kind.ts';
import type { Process } from './process.ts';
import { parseProcess } from './process.ts';
import type { ProvisionedCredential } from './provisioned.ts';
import { provisionedCredentials } from './provisioned.ts';
import type { Finding } from './rule.ts';
import { rules } from './rules.ts';

/** What is around a workflow: the others, and what they are all built of. */
export interface Library {
	processes: readonly Process[];
	kinds: ReadonlyMap<string, NodeKind>;
	credentials: readonly ProvisionedCredential[];
	/** Whether the repository has a file, by its path from the root. */
	has(path: string): boolean;
}

/** How many workflows and nodes were looked at, and what is wrong with them. */
export interface Verdict {
	workflows: number;
	nodes: number;
	findings: Finding[];
}

/**
 * Checks every process and step of the library, `workflows/<process>/workflow.json` and `workflows/steps/<step>/workflow.json`, and
 * others beside them.
 *
 * @param root the repository
 * @param only folders of processes and steps (`steps/store-document`), or paths of exported workflows and of folders with such; the whole library unless given
 * @throws Error when one of those does not exist
 */
export function checkLibrary(root: string, packageName: string, classes: NodeClasses, only: readonly string[]): Verdict {
	const { parsed, library: own } = readLibrary(root, packageName, classes);
	const folders = parsed.map(({ folder }) => folder);
	const asked = only.map((name) => (folders.includes(name) ? { folder: name } : filesAt(root, folders, name)));
	const named = asked.flatMap(({ folder }) => folder ?? []);
	const elsewhere = asked.flatMap(({ paths = [] }) => paths).flatMap(parseElsewhere);
	const library = { ...own, processes: [...own.processes, ...elsewhere.flatMap(({ process }) => process ?? [])] };
	const chosen = [...parsed.filter(({ folder }) => only.length === 0 || named.includes(folder)), ...elsewhere];
	return {
		workflows: chosen.length,
		nodes: chosen.reduce((count, { process }) => count + (process?.nodes.length ?? 0), 0),
		findings: chosen.flatMap(({ folder, process, problems }) => [
			...problems.map((problem) => ({ workflow: folder, ...problem })),
			...(process === undefined ? [] : checkProcess(process, library)),
		]),
	};
}

/** A workflow of the library as its file has it; without a process when the file is too broken for that. */
type Parsed = { folder: string } & ReturnType<typeof parseProcess>;

/**
 * Reads the library: every process and step, and what they are built of.
 *
 * @param root the repository
 */
export function readLibrary(root: string, packageName: string, classes: NodeClasses): { parsed: readonly Parsed[]; library: Library } {
	const files = globSync(['workflows/*/workflow.json', 'workflows/steps/*/workflow.json'], { cwd: root }).sort();
	const parsed = files.map((file): Parsed => {
		const folder = dirname(file).split(/[\\/]/).slice(1).join('/');
		return { folder, ...parseProcess(folder, readFileSync(join(root, file), 'utf8')) };
	});
	const library: Library = {
		processes: parsed.flatMap(({ process }) => process ?? []),
		kinds: new Map([...n8nKinds(root), ...packageKinds(packageName, classes)]),
		credentials: provisionedCredentials,
		has: (path) => existsSync(join(root, path)),
	};
	return { parsed, library };
}

/** Holds one workflow against every rule. */
export function checkProcess(process: Process, library: Library): Finding[] {
	const subject = { process, library, graph: new Graph(process, library.kinds) };
	return rules.flatMap((rule) => [...rule(subject)].map((problem) => ({ workflow: process.folder, ...problem })));
}
