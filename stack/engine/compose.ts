import { join } from 'node:path';

import { execa } from 'execa';

import type { Environment } from '../environment.ts';
import { projectPaths, repository } from '../project.ts';
import { installPackages, type Log } from './apt.ts';
import type { Engine } from './find.ts';

/** Compose for one project; both take Compose's own arguments. */
export interface Compose {
	/** E.g. `docker-compose 1.29.2`. */
	description: string;
	/** Runs it and answers what it printed. */
	run(args: readonly string[]): Promise<{ failed: boolean; output: string }>;
	/** Runs it with our terminal and answers its exit code. */
	attach(args: readonly string[]): Promise<number>;
}

/** Compose files, and the environment that fills them. */
export interface ComposeSettings {
	project: string;
	/** The vendors' own images instead of those built here. */
	vendor: boolean;
	environment: Environment;
}

type Client = { command: string; before: string[]; description: string };

/**
 * Compose as this machine has it: the client's plugin (2.x), else docker-compose, installed when it is missing.
 * @throws ActionNeeded when only the user can install it
 */
export async function provideCompose(engine: Engine, settings: ComposeSettings, log: Log): Promise<Compose> {
	let client = await findClient(engine);
	if (!client) {
		await installPackages(['docker-compose'], 'Compose', log);
		client = await findClient(engine);
	}
	if (!client) throw new Error('docker-compose is installed, but `docker-compose version` fails.');
	return composeWith(client, engine, settings);
}

async function composeWith(client: Client, engine: Engine, settings: ComposeSettings): Promise<Compose> {
	const { composeEnvironment } = await projectPaths(settings.project);
	const files = settings.vendor ? ['compose.yaml', 'compose.vendor.yaml'] : ['compose.yaml'];
	const fixed = [
		...client.before,
		...files.flatMap((file) => ['--file', join(repository, 'stack', file)]),
		'--project-name',
		settings.project,
		'--env-file',
		composeEnvironment,
	];
	const env = { ...engine.environment, ...settings.environment };
	return {
		description: client.description,
		run: async (args) => {
			const options = { env, all: true, reject: false, stdin: 'ignore' } as const;
			const { failed, all } = await execa(client.command, [...fixed, ...args], options);
			return { failed, output: all };
		},
		attach: async (args) => {
			const { exitCode } = await execa(client.command, [...fixed, ...args], { env, stdio: 'inherit', reject: false });
			return exitCode ?? 1;
		},
	};
}

async function findClient(engine: Engine): Promise<Client | undefined> {
	const options = { env: engine.environment, reject: false, timeout: 20_000 } as const;
	const plugin = await execa('docker', ['compose', 'version', '--short'], options);
	if (!plugin.failed && /^v?\d/.test(plugin.stdout)) {
		return { command: 'docker', before: ['compose'], description: `Docker Compose ${plugin.stdout.trim()}` };
	}
	const own = await execa('docker-compose', ['version', '--short'], options);
	if (own.failed) return undefined;
	return { command: 'docker-compose', before: [], description: `docker-compose ${own.stdout.trim()}` };
}
