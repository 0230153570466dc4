import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { execa } from 'execa';

/** A container engine that answers. */
export interface Engine {
	/** E.g. `Docker 20.10.24` or `Podman Engine 5.4.0`. */
	description: string;
	/** Environment for every client of this engine; carries DOCKER_HOST when it is not the client's own choice. */
	environment: Record<string, string>;
}

/** Why no engine answers: there is no client, there is no server behind the socket, or we may not open the socket. */
export type NoEngine = 'no client' | 'no server' | 'not allowed';

interface ServerVersion {
	Version?: string;
	Components?: { Name: string; Version: string }[];
}

/**
 * Looks for an engine: the one that the client is set to (DOCKER_HOST, its context, its socket), then the sockets that
 * Podman and rootless Docker open.
 */
export async function findEngine(ambient: NodeJS.ProcessEnv = process.env): Promise<Engine | NoEngine> {
	const first = await engineAt({});
	if (typeof first !== 'string' || first === 'no client' || ambient.DOCKER_HOST) return first;
	for (const socket of otherSockets(ambient).filter((path) => existsSync(path))) {
		const engine = await engineAt({ DOCKER_HOST: `unix://${socket}` });
		if (typeof engine !== 'string') return engine;
	}
	return first;
}

function otherSockets(ambient: NodeJS.ProcessEnv): string[] {
	const runtime = ambient.XDG_RUNTIME_DIR;
	const rootless = runtime ? [join(runtime, 'docker.sock'), join(runtime, 'podman', 'podman.sock')] : [];
	return ['/run/podman/podman.sock', ...rootless];
}

/** The engine behind a client's environment. */
export async function engineAt(environment: Record<string, string>): Promise<Engine | NoEngine> {
	const { code, failed, stdout, stderr } = await execa('docker', ['version', '--format', '{{json .Server}}'], {
		env: environment,
		reject: false,
		timeout: 30_000,
	});
	if (code === 'ENOENT') return 'no client';
	if (failed) return /permission denied/i.test(stderr) ? 'not allowed' : 'no server';
	const server = parseVersion(stdout);
	if (!server) return 'no server';
	const podman = server.Components?.find(({ Name }) => Name.startsWith('Podman'));
	const description = podman ? `${podman.Name} ${podman.Version}` : `Docker ${server.Version}`;
	return { description, environment };
}

function parseVersion(json: string): ServerVersion | undefined {
	try {
		return (JSON.parse(json) as ServerVersion | null) ?? undefined;
	} catch {
		return undefined;
	}
}
