import axios from 'axios';

import { connectionsIn, endpointUrl } from '../connections.ts';
import { type ContainerState, projectContainers } from '../engine/containers.ts';
import { endpointsOf, type Environment, isElsewhere, servicesOf, workersIn } from '../environment.ts';
import { askIdentity } from '../identity.ts';
import type { ProjectPaths } from '../project.ts';
import { projectSecrets } from '../secrets.ts';
import { type Endpoint, type ServiceName, systems, type System } from '../services.ts';
import type { Machine } from './machine.ts';
import { userOf } from './password.ts';
import { renderTable } from './table.ts';

/** A line of the table that ends a start. */
export interface Row {
	endpoint: Endpoint;
	system: System;
	kind: 'real' | 'embedded' | 'elsewhere';
	version: string;
	url: string;
	login: string;
	health: string;
	ok: boolean;
}

/**
 * The state of each endpoint of the wanted systems, every one asked for its own version.
 * @param failures why a system did not start, by its name
 */
export async function reportRows(
	machine: Machine,
	wanted: readonly System[],
	failures: ReadonlyMap<string, string> = new Map(),
): Promise<Row[]> {
	const containers = await projectContainers(machine.engine, machine.project);
	const secrets = await projectSecrets(machine.project);
	const environment = { ...machine.environment, CIM_N8N_API_KEY: secrets.CIM_N8N_API_KEY ?? '' };
	const pairs = wanted.flatMap((system) => endpointsOf(system, environment).map((endpoint) => ({ system, endpoint })));
	return Promise.all(
		pairs.map(({ system, endpoint }) => reportRow({ machine, environment, containers, failures, system, endpoint })),
	);
}

interface RowInput {
	machine: Machine;
	environment: Environment;
	containers: readonly ContainerState[];
	failures: ReadonlyMap<string, string>;
	system: System;
	endpoint: Endpoint;
}

async function reportRow(input: RowInput): Promise<Row> {
	const { machine, environment, containers, failures, system, endpoint } = input;
	const runsElsewhere = isElsewhere(endpoint, environment);
	const row = {
		endpoint,
		system,
		kind: runsElsewhere ? 'elsewhere' : machine.vendor ? 'real' : system.kind,
		url: endpointUrl(endpoint.id, environment, 'host'),
		login: loginOf(endpoint, environment),
	} as const;
	const container = containers.find(({ service }) => service === endpoint.service);
	const failure = failures.get(system.name);
	if (!runsElsewhere && container?.status !== 'running') {
		return { ...row, version: '', health: failure ? failureText(failure, endpoint, environment) : 'not running', ok: false };
	}
	try {
		const { version } = await askIdentity[endpoint.id](connectionsIn(environment, 'host'));
		const sick = runsElsewhere ? [] : servicesOf(system, environment).filter((service) => !isHealthy(service, containers, environment));
		const ok = sick.length === 0 && failure === undefined;
		const health = failure?.split('\n')[0] ?? (sick.length > 0 ? `${sick.join(', ')} not healthy` : wellText(endpoint, environment));
		return { ...row, version: version || '–', health, ok };
	} catch (error) {
		const reason = failure ?? `does not answer: ${(error as Error).message}`;
		return { ...row, version: '', health: failureText(reason, endpoint, environment), ok: false };
	}
}

/** Whether all containers that a service is to have are healthy. */
export function isHealthy(service: ServiceName, containers: readonly ContainerState[], environment: Environment): boolean {
	const own = containers.filter((candidate) => candidate.service === service);
	const count = service === 'n8n-worker' ? workersIn(environment) : 1;
	return own.length >= count && own.every(({ status, health }) => status === 'running' && ['healthy', 'none'].includes(health));
}

/** n8n's workers have no address, and so no line of their own. */
function wellText({ id }: Endpoint, environment: Environment): string {
	const workers = workersIn(environment);
	return id === 'n8n' && workers > 0 ? `healthy, with ${workers} ${workers === 1 ? 'worker' : 'workers'}` : 'healthy';
}

/** What is wrong, and the variable that points to another one, or to this one already. */
export function failureText(reason: string, endpoint: Endpoint, environment: Environment): string {
	const firstLine = reason.split('\n')[0] ?? '';
	const { elsewhere } = endpoint;
	if (!elsewhere) return firstLine;
	const hint = isElsewhere(endpoint, environment) ? `look at ${elsewhere} and at what goes with it` : `or set ${elsewhere} to one that runs elsewhere`;
	return `${firstLine} (${hint})`;
}

/** Passwords stay in the secrets file: what is printed ends up in logs. */
function loginOf(endpoint: Endpoint, environment: Environment): string {
	const user = userOf(endpoint, environment);
	return user && endpoint.login ? `${user} / ${endpoint.login.secret}` : '–';
}

/** The rows as a table, with how to get the passwords, and who signed the certificates of what runs here by TLS. */
export function renderRows(rows: readonly Row[], project: string, { secrets, cephAuthority }: Pick<ProjectPaths, 'secrets' | 'cephAuthority'>): string {
	const headings = ['System', 'Runs', 'Version', 'URL', 'Login', 'Health'];
	const cells = rows.map(({ endpoint, kind, version, url, login, health, ok }) => [
		endpoint.displayName,
		kind,
		version,
		url,
		login,
		`${ok ? '✔' : '✖'} ${health}`,
	]);
	const known = rows.filter(({ login }) => login !== '–').map(({ system }) => system.name);
	const [first, ...further] = new Set(known);
	const others = further.length > 0 ? `, and so of ${further.join(', ')}` : '';
	const signed = rows.some(({ kind, endpoint }) => kind !== 'elsewhere' && endpoint.protocol === 'https');
	return [
		`${renderTable(headings, cells)}\n`,
		...(first === undefined ? [] : [`Password of ${first}${others}: npm run -s stack -- password${projectOption(project)} ${first}`]),
		`All secrets, by the names above: ${secrets}`,
		...(signed ? [`Authority that signed Ceph's certificates, for your browser: ${cephAuthority}`] : []),
	].join('\n');
}

/** A `curl` that publishes a document, as a user would call the first process. */
export async function firstProcessCall(machine: Machine): Promise<string> {
	const { n8n, netBox } = connectionsIn(machine.environment, 'host');
	const tenant = (await firstTenant(netBox)) ?? '<slug of a tenant in NetBox>';
	return [
		'curl --fail-with-body --data-binary @README.md \\',
		"  --header 'Content-Type: text/markdown' \\",
		`  --header "Authorization: Bearer $(npm run -s stack -- token${projectOption(machine.project)})" \\`,
		`  '${n8n.webhookUrl}/webhook/publish-document?tenant=${tenant}&name=README.md'`,
	].join('\n');
}

function projectOption(project: string): string {
	return project === 'cim' ? '' : ` --project ${project}`;
}

async function firstTenant({ url, token }: { url: string; token: string }): Promise<string | undefined> {
	try {
		const { data } = await axios.get<{ results: { slug: string }[] }>(`${url}/api/tenancy/tenants/`, {
			params: { limit: 1 },
			headers: { Authorization: `Bearer ${token}` },
			timeout: 10_000,
			proxy: false,
		});
		return data.results[0]?.slug;
	} catch {
		return undefined;
	}
}

/** The systems that a project's containers belong to, for commands that were not told which. */
export function systemsOf(containers: readonly ContainerState[]): System[] {
	return systems.filter(({ services }) => containers.some(({ service }) => services.includes(service)));
}
