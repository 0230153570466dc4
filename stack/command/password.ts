import { endpointUrl } from '../connections.ts';
import { type Environment, isElsewhere, keptEnvironment } from '../environment.ts';
import { type Endpoint, systems, systemsNamed } from '../services.ts';
import type { ProjectOptions } from './machine.ts';

/** How somebody gets into a system that runs here. */
export interface Login {
	user: string;
	password: string;
	/** Where to type them in. */
	url: string;
}

/** `stack password`: prints a system's password and nothing else; a terminal also shows for whom and where it is. */
export async function password(system: string, { project }: ProjectOptions): Promise<number> {
	const environment = await keptEnvironment(project);
	if (!environment) throw new Error(`Project ${project} has not been started yet, so nothing of it has a password.`);
	const { user, password: secret, url } = loginTo(system, environment);
	// Apart from the password, which can be piped into a clipboard.
	console.error(`${url}, as ${user}:`);
	process.stdout.write(`${secret}\n`);
	return 0;
}

/**
 * The log-in of a system's first page that asks for one.
 * @throws Error when the system has none, or is not this stack's to know
 */
export function loginTo(name: string, environment: Environment): Login {
	const [system] = systemsNamed([name]);
	const endpoint = system?.endpoints.find(({ login }) => login !== undefined);
	if (!system || !endpoint?.login) throw new Error(`${system?.displayName ?? name} asks for no password here. Some do: ${withPassword.join(', ')}.`);
	if (isElsewhere(endpoint, environment)) {
		throw new Error(`${endpoint.displayName} runs elsewhere (${endpoint.elsewhere}): its passwords are kept there.`);
	}
	return {
		user: userOf(endpoint, environment) ?? '',
		password: environment[endpoint.login.secret] ?? '',
		url: endpointUrl(endpoint.id, environment, 'host'),
	};
}

/** Systems that have a page to log in to. */
export const withPassword: readonly string[] = systems.filter(({ endpoints }) => endpoints.some(({ login }) => login)).map(({ name }) => name);

/** Whom an endpoint of this stack lets in; undefined where it asks nobody, or runs elsewhere. */
export function userOf(endpoint: Endpoint, environment: Environment): string | undefined {
	if (isElsewhere(endpoint, environment)) return undefined;
	return endpoint.id === 'n8n' ? (environment.CIM_N8N_OWNER_EMAIL ?? endpoint.login?.user) : endpoint.login?.user;
}
