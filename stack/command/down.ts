import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';

import { ownDaemon } from '../engine/daemon.ts';
import { findEngine } from '../engine/find.ts';
import { provideEngine } from '../engine/provide.ts';
import { projectPaths } from '../project.ts';
import type { ProjectOptions } from './machine.ts';
import { stopProject } from './stop.ts';

/** `stack down`: stops and removes the project's containers; the data stay. */
export async function down({ project }: ProjectOptions): Promise<number> {
	const engine = await findEngine();
	if (typeof engine === 'string') {
		const hint = (await ownDaemon()) === undefined ? '' : ' The dockerd that this command started hangs: see .stack/dockerd.log.';
		console.log(`No container engine answers: nothing of ${project} can be running.${hint}`);
		return 0;
	}
	console.log(await stopProject(engine, project));
	return 0;
}

/** `stack reset`: takes the project down with its data, secrets and records, after asking. */
export async function reset({ project, yes }: ProjectOptions & { yes?: boolean }): Promise<number> {
	const { directory } = await projectPaths(project);
	if (!yes && !(await confirmed(`Delete all data of project ${project}, its secrets too? [y/N] `))) {
		console.error(process.stdin.isTTY ? 'Nothing deleted.' : 'Nothing deleted: nobody to ask. Say --yes.');
		return 1;
	}
	const engine = await provideEngine((line) => console.log(line));
	console.log(await stopProject(engine, project, { volumes: true }));
	await rm(directory, { recursive: true, force: true });
	return 0;
}

async function confirmed(question: string): Promise<boolean> {
	if (!process.stdin.isTTY) return false;
	const terminal = createInterface({ input: process.stdin, output: process.stdout });
	try {
		return /^y(es)?$/i.test((await terminal.question(question)).trim());
	} finally {
		terminal.close();
	}
}
