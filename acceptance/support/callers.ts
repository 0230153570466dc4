import { randomBytes } from 'node:crypto';

import axios from 'axios';

import type { Connections } from '../../stack/connections.ts';
import { waitUntil } from './wait-until.ts';

type N8n = Connections['n8n'];

/** Workflows that whoever runs this n8n might have made beside the library. */
interface Callers {
	/** Of the workflow in n8n. */
	id: string;
	/** Begins the paths of its webhooks. */
	path: string;
}

/** Made when the first scenario asks for it; each process of the run has its own. */
let made: Promise<Callers> | undefined;

/** Calls a step as any workflow can, and gives what it gives; `error` where it has failed. */
export async function callStep(n8n: N8n, step: string, input: object): Promise<Record<string, unknown>> {
	return await ask(n8n, 'step', { step, input });
}

/** Goes on with a run of a process that was interrupted, as a person decides who looks at it. */
export async function recoverRun(n8n: N8n, process: string, key: string): Promise<Record<string, unknown>> {
	return await ask(n8n, 'recover', { process, key });
}

/** Removes what was made. */
export async function removeCallers(n8n: N8n): Promise<void> {
	if (made === undefined) return;
	const { id } = await made;
	await api(n8n, 'POST', `/workflows/${id}/deactivate`);
	// n8n answers before it is so.
	await waitUntil('n8n to delete a workflow', () => api(n8n, 'DELETE', `/workflows/${id}`));
	made = undefined;
}

async function ask(n8n: N8n, what: string, body: object): Promise<Record<string, unknown>> {
	made ??= make(n8n).catch((error: unknown) => {
		// The next scenario tries again.
		made = undefined;
		throw error;
	});
	const { path } = await made;
	const call = () => axios.post<Record<string, unknown>>(`${n8n.url}/webhook/${path}-${what}`, body, { proxy: false, validateStatus: () => true });
	// n8n takes a moment to know a webhook.
	const { status, data } = await waitUntil('n8n to know a webhook', async () => {
		const answer = await call();
		if (answer.status === 404) throw new Error(JSON.stringify(answer.data));
		return answer;
	});
	if (status !== 200) throw new Error(`n8n answered with ${status}: ${JSON.stringify(data)}`);
	return data;
}

async function make(n8n: N8n): Promise<Callers> {
	const path = `acceptance-${randomBytes(6).toString('hex')}`;
	const { id } = await api<{ id: string }>(n8n, 'POST', '/workflows', workflow(path));
	await api(n8n, 'POST', `/workflows/${id}/activate`, {});
	return { id, path };
}

function workflow(path: string): object {
	const webhook = (what: string) => ({ type: 'n8n-nodes-base.webhook', typeVersion: 2, webhookId: `${path}-${what}`, parameters: { httpMethod: 'POST', path: `${path}-${what}`, responseMode: 'lastNode', options: {} } });
	const nodes = {
		'Asked for a step': webhook('step'),
		'Its input': { type: 'n8n-nodes-base.set', typeVersion: 3.4, parameters: { mode: 'raw', jsonOutput: '={{ $json.body.input }}', options: {} } },
		'Call it': {
			type: 'n8n-nodes-base.executeWorkflow',
			typeVersion: 1.1,
			parameters: { source: 'database', workflowId: { __rl: true, mode: 'id', value: "={{ $('Asked for a step').item.json.body.step }}" }, options: {} },
			onError: 'continueRegularOutput',
		},
		'Asked for a run': webhook('recover'),
		'Go on with it': {
			type: 'n8n-nodes-cim.process',
			typeVersion: 1,
			parameters: { resource: 'run', operation: 'recover', process: '={{ $json.body.process }}', key: '={{ $json.body.key }}', how: 'resume' },
			credentials: { eventStoreApi: { id: 'cim-event-store', name: 'Event Store' } },
		},
	};
	const wire = (to: string) => ({ main: [[{ node: to, type: 'main', index: 0 }]] });
	return {
		name: `Acceptance: ${path}`,
		nodes: Object.entries(nodes).map(([name, node], index) => ({ id: `${path}-${index}`, name, position: [index * 220, 0], ...node })),
		connections: { 'Asked for a step': wire('Its input'), 'Its input': wire('Call it'), 'Asked for a run': wire('Go on with it') },
		settings: { executionOrder: 'v1' },
	};
}

async function api<T>({ url, apiKey }: N8n, method: string, path: string, data?: object): Promise<T> {
	const { status, data: answer } = await axios.request<T>({ method, url: `${url}/api/v1${path}`, headers: { 'x-n8n-api-key': apiKey }, data, proxy: false, validateStatus: () => true });
	if (status >= 400) throw new Error(`n8n refuses ${method} ${path} with ${status}: ${JSON.stringify(answer)}`);
	return answer;
}
