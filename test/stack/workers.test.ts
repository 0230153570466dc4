import { readFileSync } from 'node:fs';

import { parse } from 'yaml';

import { isHealthy } from '../../stack/command/report.ts';
import { workerCount } from '../../stack/command/workersOption.ts';
import { connectionsIn } from '../../stack/connections.ts';
import type { ContainerState } from '../../stack/engine/containers.ts';
import { judgeAll } from '../../stack/engine/startServices.ts';
import { endpointsOf, servicesHere, servicesOf } from '../../stack/environment.ts';
import { n8nEnvironment, withoutN8n } from '../../stack/n8n/workers.ts';
import { imageOf, n8nServices, systemsNamed } from '../../stack/services.ts';

const [n8n, netbox] = [systemsNamed(['n8n'])[0]!, systemsNamed(['netbox'])[0]!];
const queue = n8nEnvironment('cim', { workers: 2, isStarted: true }, undefined);
const one = n8nEnvironment('cim', { workers: undefined, isStarted: true }, undefined);

const worker = (health: string, status = 'running') => ({ service: 'n8n-worker', status, health }) as ContainerState;

describe('how n8n runs in a project', () => {
	it('is one process with SQLite, or a main and a webhook process with workers and PostgreSQL', () => {
		expect(one).toEqual({ CIM_N8N_DB: 'sqlite' });
		expect(queue).toMatchObject({ CIM_N8N_WORKERS: '2', CIM_N8N_MODE: 'queue', CIM_N8N_DB: 'postgresdb' });
		expect(servicesOf(n8n, one)).toEqual(['n8n']);
		expect(servicesOf(n8n, queue)).toEqual(['n8n', 'n8n-webhook', 'n8n-worker', 'postgres', 'redis']);
	});

	it('stays so when nothing is said, and takes another number of workers', () => {
		expect(n8nEnvironment('cim', { workers: undefined, isStarted: true }, queue)).toEqual(queue);
		expect(n8nEnvironment('cim', { workers: undefined, isStarted: true }, one)).toEqual(one);
		expect(n8nEnvironment('cim', { workers: 5, isStarted: true }, queue).CIM_N8N_WORKERS).toBe('5');
	});

	it.each([
		['with workers', one, 2, /in SQLite; with workers .* in PostgreSQL.*\n.*without --workers\.\n.*--project NAME\.\n.*reset --project mine/],
		['with workers, also where an older version has started it', {}, 2, /in SQLite/],
		['as one process', queue, 0, /in PostgreSQL; as one process .* in SQLite.*\n.*without --workers 0\./],
	])('is not changed to another database %s: accounts and workflows would be left behind', (_, kept, workers, reason) => {
		expect(() => n8nEnvironment('mine', { workers, isStarted: true }, kept)).toThrow(reason);
	});

	it('is kept by a start of other systems, and free where there was no n8n yet', () => {
		expect(n8nEnvironment('cim', { workers: undefined, isStarted: false }, { ...queue, CIM_PORT_N8N: '1' })).toEqual(queue);
		const withoutIt = n8nEnvironment('cim', { workers: undefined, isStarted: false }, undefined);
		expect(n8nEnvironment('cim', { workers: 2, isStarted: true }, withoutIt)).toEqual(queue);
		expect(n8nEnvironment('cim', { workers: 0, isStarted: true }, withoutN8n({ ...queue, CIM_X: 'x' }))).toEqual(one);
		expect(withoutN8n({ ...queue, CIM_X: 'x' })).toEqual({ CIM_N8N_DB: '', CIM_X: 'x' });
	});

	it('needs PostgreSQL and Redis of NetBox, each once, also where NetBox runs elsewhere', () => {
		const services = servicesHere([n8n, netbox], queue);
		expect(new Set(services).size).toBe(services.length);
		expect(servicesHere([n8n, netbox], { ...queue, CIM_NETBOX_URL: 'http://netbox.example' })).toEqual(['n8n', 'n8n-webhook', 'n8n-worker', 'postgres', 'redis']);
	});

	it('has one image for all of its processes, each of them a name of n8n', () => {
		expect(n8nServices.map(imageOf)).toEqual(['n8n', 'n8n', 'n8n']);
		expect(systemsNamed(['n8n-worker'])).toEqual([n8n]);
	});

	it('answers webhooks by a process of its own where it has workers', () => {
		const ports = { CIM_PORT_N8N: '5678', CIM_PORT_N8N_WEBHOOK: '5680' };
		const urls = (environment: object) => {
			const { url, webhookUrl } = connectionsIn({ ...environment, ...ports }, 'host').n8n;
			return { url, webhookUrl };
		};
		expect(urls(one)).toEqual({ url: 'http://127.0.0.1:5678', webhookUrl: 'http://127.0.0.1:5678' });
		expect(urls(queue)).toEqual({ url: 'http://127.0.0.1:5678', webhookUrl: 'http://127.0.0.1:5680' });
		expect(endpointsOf(n8n, one).map(({ id }) => id)).toEqual(['n8n']);
		expect(endpointsOf(n8n, queue).map(({ id }) => id)).toEqual(['n8n', 'n8nWebhook']);
	});
});

describe('workers together', () => {
	const judge = (container: ContainerState | undefined) => (container === undefined ? 'waiting' : container.health);

	it.each([
		['are healthy when all of them are', ['healthy', 'healthy'], 'healthy'],
		['are waited for while one is missing', ['healthy'], 'waiting'],
		['are as bad as the worst', ['healthy', 'unhealthy'], 'unhealthy'],
		['have failed when one has', ['unhealthy', 'it ended with exit code 1', 'healthy'], 'it ended with exit code 1'],
	])('%s', (_, states, outcome) => {
		expect(judgeAll(states.map((health) => worker(health)), 2, judge).outcome).toBe(outcome);
	});

	it.each([
		['are healthy when there are as many as there are to be', [worker('healthy'), worker('healthy')], true],
		['are not when one is missing', [worker('healthy')], false],
		['are not when one has ended', [worker('healthy'), worker('none', 'exited')], false],
	])('%s, by the table of a status', (_, containers, healthy) => {
		expect(isHealthy('n8n-worker', containers, queue)).toBe(healthy);
	});

	it.each(['-1', '1.5', 'two', '', '33'])('are a whole number: %j is refused', (text) => {
		expect(() => workerCount(text)).toThrow(/whole number up to 32/);
	});
});

describe('the Compose file', () => {
	type Service = { environment: Record<string, string>; volumes: string[]; depends_on: object; profiles: string[] };
	const { services } = parse(readFileSync('stack/compose.yaml', 'utf8'), { merge: true }) as { services: Record<string, Service> };

	it.each(['n8n-worker', 'n8n-webhook'])('has %s keep files where the main process does, and nothing else there', (name) => {
		const [main, beside] = [services.n8n!, services[name]!];
		expect(main.volumes).toContain('n8n:/home/node/.n8n');
		expect(beside.volumes).toContain('n8n:/home/node/main');
		expect(beside.environment).toMatchObject({ ...main.environment, N8N_STORAGE_PATH: '/home/node/main/storage' });
		expect(beside).toMatchObject({ profiles: ['queue'], depends_on: { n8n: { condition: 'service_healthy' } } });
	});
});
