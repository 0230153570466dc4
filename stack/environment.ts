import { rm } from 'node:fs/promises';
import { parseEnv } from 'node:util';

import { readIfThere, writePrivateFile } from './atomicFile.ts';
import { portOffset, projectPaths } from './project.ts';
import { projectSecrets, secretNames, type SecretName, type Secrets } from './secrets.ts';
import { type Endpoint, endpoints, systems, type ServiceName, type System } from './services.ts';

/** What `compose.yaml` and every client of the stack are configured by: names and values, all of them strings. */
export type Environment = Record<string, string>;

/**
 * Set to 1, n8n keeps executions that succeed of every workflow of the library, also of those whose settings say otherwise:
 * tests look at what ran.
 */
export const KEEP_SUCCESSES = 'CIM_N8N_KEEP_SUCCESSES';

/** Credentials of systems that run elsewhere, beyond those that a project has secrets for. */
const elsewhereNames = [
	'CIM_CEPH_DASHBOARD_USERNAME',
	'CIM_CEPH_CA',
	'CIM_RGW_REGION',
	'CIM_RGW_WEBHOOK_BASE_URL',
	'CIM_AUTHENTIK_CLIENT_ID',
	'CIM_AUTHENTIK_PUBLISHER_USERNAME',
	'CIM_AUTHENTIK_OPERATOR_USERNAME',
	'CIM_AUTHENTIK_OUTSIDER_USERNAME',
] as const;

/** Secrets that belong to a system's own access, by the variable that points to one that runs elsewhere. */
const secretsElsewhere: Record<string, readonly SecretName[]> = {
	CIM_CEPH_DASHBOARD_URL: ['CIM_CEPH_DASHBOARD_PASSWORD'],
	CIM_RGW_URL: ['CIM_RGW_ACCESS_KEY', 'CIM_RGW_SECRET_KEY', 'CIM_RGW_ADMIN_ACCESS_KEY', 'CIM_RGW_ADMIN_SECRET_KEY'],
	CIM_NETBOX_URL: ['CIM_NETBOX_TOKEN', 'CIM_NETBOX_PASSWORD'],
	CIM_AUTHENTIK_URL: [
		'CIM_AUTHENTIK_TOKEN',
		'CIM_AUTHENTIK_PASSWORD',
		'CIM_AUTHENTIK_CLIENT_SECRET',
		'CIM_AUTHENTIK_PUBLISHER_PASSWORD',
		'CIM_AUTHENTIK_OPERATOR_PASSWORD',
		'CIM_AUTHENTIK_OUTSIDER_PASSWORD',
	],
};

/**
 * A project's environment: host ports, secrets and the systems that run elsewhere.
 * @param ambient the caller's environment, where users set ports and addresses
 * @throws Error when a port or an address makes no sense
 */
export function projectEnvironment(project: string, secrets: Secrets, ambient: NodeJS.ProcessEnv): Environment {
	const offset = portOffset(project, ambient);
	const environment: Environment = {};
	for (const { port, portVariable } of endpoints) {
		environment[portVariable] = String(hostPort(portVariable, ambient[portVariable], port) + offset);
	}
	for (const name of secretNames) environment[name] = secrets[name];
	for (const { elsewhere } of endpoints) {
		if (elsewhere && ambient[elsewhere]) {
			environment[elsewhere] = checkedAddress(elsewhere, ambient[elsewhere]);
			for (const name of secretsElsewhere[elsewhere] ?? []) environment[name] = ambient[name] ?? secrets[name];
		}
	}
	const rpcElsewhere = environment.CIM_IPFS_RPC_URL;
	if (rpcElsewhere) environment.CIM_IPFS_GATEWAY_URL ??= gatewayBeside(rpcElsewhere);
	for (const name of [...elsewhereNames, KEEP_SUCCESSES]) {
		if (ambient[name]) environment[name] = ambient[name];
	}
	return environment;
}

function hostPort(variable: string, given: string | undefined, standard: number): number {
	const port = given === undefined || given === '' ? standard : Number(given);
	if (!Number.isInteger(port) || port < 1 || port > 55_000) {
		throw new Error(`${variable} must be a port number from 1 to 55000, not ${JSON.stringify(given)}.`);
	}
	return port;
}

function checkedAddress(variable: string, address: string): string {
	if (!URL.canParse(address)) throw new Error(`${variable} must be an address such as http://host:1234.`);
	return address.replace(/\/+$/, '');
}

/** A Kubo that runs elsewhere is expected to have its gateway beside it, on the gateway's usual port. */
function gatewayBeside(rpc: string): string {
	const gateway = new URL(rpc);
	gateway.port = '8080';
	return gateway.origin;
}

/** Whether an endpoint's own variable points to one that runs elsewhere. */
export function isElsewhere({ elsewhere }: Endpoint, environment: Environment): boolean {
	return elsewhere !== undefined && environment[elsewhere] !== undefined;
}

/** A system runs elsewhere when each address that it must have is given; Kubo's gateway goes with its RPC. */
export function runsElsewhere(system: System, environment: Environment): boolean {
	const required = system.endpoints.filter(({ id, elsewhere }) => elsewhere !== undefined && id !== 'ipfsGateway');
	return required.length > 0 && required.every(({ elsewhere }) => environment[elsewhere ?? ''] !== undefined);
}

/** How many workers n8n has; none where it is one process. */
export function workersIn(environment: Environment): number {
	return Number(environment.CIM_N8N_WORKERS ?? 0);
}

/** The services of a system as a project runs it, also those of others that it cannot be without. */
export function servicesOf({ services, withWorkers }: System, environment: Environment): readonly ServiceName[] {
	return workersIn(environment) > 0 && withWorkers ? [...services, ...withWorkers.services, ...withWorkers.needs] : services;
}

/** The endpoints of a system as a project runs it. */
export function endpointsOf({ endpoints: all }: System, environment: Environment): readonly Endpoint[] {
	return workersIn(environment) > 0 ? all : all.filter(({ withWorkers }) => !withWorkers);
}

/** Services to start here for the wanted systems: those of systems that do not run elsewhere. */
export function servicesHere(wanted: readonly System[], environment: Environment): ServiceName[] {
	const here = systems.filter((system) => wanted.includes(system) && !runsElsewhere(system, environment));
	return [...new Set(here.flatMap((system) => servicesOf(system, environment)))];
}

/** The environment as an env file that Compose 1.29, Compose 2 and `node:util` parseEnv read alike. */
export function formatEnvironment(environment: Environment): string {
	const lines = Object.entries(environment).map(([name, value]) => {
		if (/[\n']/.test(value)) throw new Error(`${name} must have neither a line break nor a single quote.`);
		return /^[\w@%+=:,./-]*$/.test(value) ? `${name}=${value}` : `${name}='${value}'`;
	});
	return `${lines.join('\n')}\n`;
}

/** Keeps the environment that a start uses, so that later commands and tests reach the same ports. */
export async function keepEnvironment(project: string, environment: Environment): Promise<void> {
	const { composeEnvironment } = await projectPaths(project);
	await writePrivateFile(composeEnvironment, formatEnvironment(environment));
}

/** Makes the project's next start its first one, when its data are gone. */
export async function forgetEnvironment(project: string): Promise<void> {
	const { composeEnvironment } = await projectPaths(project);
	await rm(composeEnvironment, { force: true });
}

/** The environment that the project's last start used; before the first one, what it would use now. */
export async function currentEnvironment(project: string): Promise<Environment> {
	return (await keptEnvironment(project)) ?? projectEnvironment(project, await projectSecrets(project), process.env);
}

/** The environment that the project's last start used; undefined before the first one. */
export async function keptEnvironment(project: string): Promise<Environment | undefined> {
	const { composeEnvironment } = await projectPaths(project);
	const kept = await readIfThere(composeEnvironment);
	return kept === undefined ? undefined : (parseEnv(kept) as Environment);
}
