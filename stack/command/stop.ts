import { ownDaemon, stopOwnDaemon } from '../engine/daemon.ts';
import { othersRunning, projectContainers } from '../engine/containers.ts';
import type { Engine } from '../engine/find.ts';
import { takeDown, type TakeDown } from '../engine/takeDown.ts';

/**
 * Takes a project down, then the dockerd that a command of this tree started, unless other containers run on it.
 * @returns what was stopped, in words
 */
export async function stopProject(engine: Engine, project: string, what: TakeDown = {}): Promise<string> {
	const before = await projectContainers(engine, project);
	await takeDown(engine, project, what);
	const after = await projectContainers(engine, project);
	const containers = `${before.length - after.length} container(s) of ${project} removed`;
	const data = what.volumes ? 'its data too' : 'its data are kept';
	return `${containers}, ${data}${await stopEngine(engine, project)}`;
}

async function stopEngine(engine: Engine, project: string): Promise<string> {
	if ((await ownDaemon()) === undefined) return '';
	if ((await projectContainers(engine, project)).length > 0 || (await othersRunning(engine, project)) > 0) {
		return '; dockerd, which this command started, stays: other containers run on it';
	}
	const outcome = await stopOwnDaemon();
	return outcome === 'stopped' ? '; dockerd stopped' : '; dockerd does not stop, see .stack/dockerd.log';
}
