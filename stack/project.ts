import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the source tree. */
export const repository = dirname(dirname(fileURLToPath(import.meta.url)));

/** Everything that a project keeps on the host, all of it below `.stack/` and none of it in git. */
export interface ProjectPaths {
	/** `.stack/<project>`, mode 700. */
	directory: string;
	/** Secrets as JSON, mode 600. */
	secrets: string;
	/** Certificate of the authority that signs those of Ceph, as browsers and clients import it. */
	cephAuthority: string;
	/** The environment that the last `up` handed to Compose, mode 600. */
	composeEnvironment: string;
	/** Directory that n8n sees as /package. */
	package: string;
	/** Hashes of the steps that are done, so that the next start can leave them out. */
	state: string;
	/** Logs of image builds and of Compose. */
	logs: string;
	/** Process id of the `npm start` that holds the project in the foreground. */
	foreground: string;
}

/** Where the engine that this tree's commands started is recorded; shared by all projects. */
export const engineDirectory = join(repository, '.stack');

/** Compose project names: what Compose 1.29 and 2.x both take unchanged. */
const projectName = /^[a-z0-9][a-z0-9_-]{0,40}$/;

/**
 * Paths of a project; creates `.stack/<project>`.
 * @throws Error when the name is not one that Compose takes unchanged
 */
export async function projectPaths(project: string): Promise<ProjectPaths> {
	if (!projectName.test(project)) {
		throw new Error(`Project name ${JSON.stringify(project)} is not usable: take small letters, digits, - and _.`);
	}
	const directory = join(engineDirectory, project);
	await mkdir(directory, { recursive: true, mode: 0o700 });
	const paths = {
		directory,
		secrets: join(directory, 'secrets.json'),
		cephAuthority: join(directory, 'ceph-authority.pem'),
		composeEnvironment: join(directory, 'compose.env'),
		package: join(directory, 'package'),
		state: join(directory, 'state.json'),
		logs: join(directory, 'logs'),
		foreground: join(directory, 'foreground.json'),
	};
	await mkdir(paths.logs, { recursive: true });
	await mkdir(paths.package, { recursive: true });
	return paths;
}

/**
 * How far a project's host ports lie from the systems' own: tests run beside a running stack. Any other project takes
 * `CIM_PORT_OFFSET`, or 20000.
 */
export function portOffset(project: string, environment: NodeJS.ProcessEnv = process.env): number {
	if (project === 'cim') return 0;
	if (project === 'cim-test') return 10_000;
	const offset = Number(environment.CIM_PORT_OFFSET ?? 20_000);
	if (!Number.isInteger(offset) || offset < 0 || offset > 50_000) {
		throw new Error('CIM_PORT_OFFSET must be a whole number from 0 to 50000.');
	}
	return offset;
}
