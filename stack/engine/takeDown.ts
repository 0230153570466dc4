import { execa } from 'execa';

import { n8nServices, type ServiceName } from '../services.ts';
import { projectContainers } from './containers.ts';
import type { Engine } from './find.ts';

const byProject = (project: string) => ['--filter', `label=com.docker.compose.project=${project}`];

export interface TakeDown {
	/** These services only; the network stays. */
	only?: readonly ServiceName[];
	/** Also the data. */
	volumes?: boolean;
}

/**
 * Stops and removes a project's containers and network, found by Compose's labels: this works whatever became of the
 * Compose file, the environment, or an earlier run.
 */
export async function takeDown(engine: Engine, project: string, { only, volumes }: TakeDown = {}): Promise<void> {
	const docker = (args: readonly string[]) => execa('docker', args, { env: engine.environment, reject: false });
	const containers = (await projectContainers(engine, project)).filter(
		({ service }) => !only || only.includes(service),
	);
	const ids = containers.map(({ id }) => id);
	const running = containers.filter(({ status }) => status === 'running' || status === 'restarting');
	// Each with the time that the Compose file grants it. n8n's workers still write to the database what they were at.
	const first = running.some(({ service }) => service === 'n8n-worker') ? running.filter(({ service }) => n8nServices.includes(service)) : [];
	for (const some of [first, running.filter((container) => !first.includes(container))]) {
		if (some.length > 0) await docker(['stop', ...some.map(({ id }) => id)]);
	}
	if (ids.length > 0) await docker(['rm', '--force', '--volumes', ...ids]);
	if (only) return;
	await removeListed(docker, 'network', project);
	if (volumes) await removeListed(docker, 'volume', project);
}

type Docker = (args: readonly string[]) => Promise<{ stdout: string }>;

async function removeListed(docker: Docker, kind: 'network' | 'volume', project: string): Promise<void> {
	const { stdout } = await docker([kind, 'ls', '--quiet', ...byProject(project)]);
	const ids = stdout.split('\n').filter(Boolean);
	if (ids.length > 0) await docker([kind, 'rm', ...ids]);
}
