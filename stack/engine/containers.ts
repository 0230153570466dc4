import { execa } from 'execa';

import type { ServiceName } from '../services.ts';
import type { Engine } from './find.ts';

/** A container of a project, as the engine knows it. */
export interface ContainerState {
	id: string;
	name: string;
	service: ServiceName;
	image: string;
	/** created, running, restarting, paused, exited, dead, removing */
	status: string;
	/** starting, healthy, unhealthy; none without a health check */
	health: string;
	exitCode: number;
	/** What the last health check printed. */
	healthOutput: string;
	/** Why the engine could not start it. */
	error: string;
	/** How often its restart policy restarted it. */
	restarts: number;
}

interface Inspection {
	Id: string;
	Name: string;
	Config: { Image: string; Labels: Record<string, string> };
	RestartCount: number;
	State: {
		Status: string;
		Error: string;
		ExitCode: number;
		Health?: { Status: string; Log?: { Output: string }[] };
	};
}

const projectLabel = 'com.docker.compose.project';
const serviceLabel = 'com.docker.compose.service';

/** Containers of a project, also stopped ones; one-off containers of `run` are left out. */
export async function projectContainers(engine: Engine, project: string): Promise<ContainerState[]> {
	const filter = ['--filter', `label=${projectLabel}=${project}`];
	const { stdout } = await execa('docker', ['ps', '--all', '--quiet', '--no-trunc', ...filter], {
		env: engine.environment,
	});
	const ids = stdout.split('\n').filter(Boolean);
	if (ids.length === 0) return [];
	// One that vanishes between the two calls makes inspect fail, but not leave out the others.
	const inspected = await execa('docker', ['inspect', '--type', 'container', ...ids], {
		env: engine.environment,
		reject: false,
	});
	const list = JSON.parse(inspected.stdout || '[]') as Inspection[];
	return list.filter(({ Config }) => Config.Labels['com.docker.compose.oneoff'] !== 'True').map(containerState);
}

function containerState({ Id, Name, Config, RestartCount, State }: Inspection): ContainerState {
	return {
		id: Id,
		name: Name.replace(/^\//, ''),
		service: (Config.Labels[serviceLabel] ?? '') as ServiceName,
		image: Config.Image,
		status: State.Status,
		health: State.Health?.Status ?? 'none',
		exitCode: State.ExitCode,
		healthOutput: State.Health?.Log?.at(-1)?.Output.trim() ?? '',
		error: State.Error,
		restarts: RestartCount,
	};
}

/** How many containers run in the engine that are not of the project. */
export async function othersRunning(engine: Engine, project: string): Promise<number> {
	const format = ['--format', `{{.ID}} {{.Label "${projectLabel}"}}`];
	const { stdout } = await execa('docker', ['ps', ...format], { env: engine.environment });
	return stdout.split('\n').filter((line) => line !== '' && !line.endsWith(` ${project}`)).length;
}

/** The last lines that a container wrote, without its time stamps and colours. */
export async function lastLines(engine: Engine, container: string, count: number): Promise<string[]> {
	const { all } = await execa('docker', ['logs', '--tail', String(count), container], {
		env: engine.environment,
		reject: false,
		all: true,
	});
	return all
		.split('\n')
		 
		.map((line) => line.replace(/\u001B\[[\d;]*m/g, '').trim())
		.filter(Boolean);
}
