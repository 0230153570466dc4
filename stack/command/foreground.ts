import { rm } from 'node:fs/promises';

import { recordedProcess, recordProcess } from '../engine/process.ts';
import { projectPaths } from '../project.ts';

/**
 * Makes this process the one that holds the project in the foreground. One that was killed holds nothing.
 * @returns what lets go of it
 * @throws Error when another process that runs holds it
 */
export async function holdForeground(project: string): Promise<() => Promise<void>> {
	const { foreground } = await projectPaths(project);
	const holder = await recordedProcess(foreground);
	if (holder !== undefined && holder !== process.pid) {
		throw new Error(
			`Project ${project} is already held by process ${holder} (npm start, or npm test). ` +
				`See it with: npm run stack -- status --project ${project}`,
		);
	}
	await recordProcess(foreground, process.pid);
	return () => rm(foreground, { force: true });
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
