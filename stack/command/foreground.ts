import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';

import { recordedProcess, recordProcess } from '../engine/process.ts';
import { projectPaths } from '../project.ts';

/** A project held in the foreground. */
export interface Hold {
	/** Whether an earlier holder was killed: what it started is then ours to stop. */
	inherited: boolean;
	release(): Promise<void>;
}

/**
 * Makes this process the one that holds the project in the foreground. One that was killed holds nothing.
 * @throws Error when another process that runs holds it
 */
export async function holdForeground(project: string): Promise<Hold> {
	const { foreground } = await projectPaths(project);
	const holder = await recordedProcess(foreground);
	if (holder !== undefined && holder !== process.pid) {
		throw new Error(
			`Project ${project} is already held by process ${holder} (npm start, or npm test). ` +
				`See it with: npm run stack -- status --project ${project}`,
		);
	}
	const inherited = existsSync(foreground);
	await recordProcess(foreground, process.pid);
	return { inherited, release: () => rm(foreground, { force: true }) };
}

/** A signal that aborts on Ctrl-C, termination or the terminal's end; a second Ctrl-C changes nothing. */
export function interruption(): AbortSignal {
	const controller = new AbortController();
	for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(name, () => controller.abort(new Interrupted()));
	}
	return controller.signal;
}

export class Interrupted extends Error {
	constructor() {
		super('Interrupted');
		this.name = 'Interrupted';
	}
}
