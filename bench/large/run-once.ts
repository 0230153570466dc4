import { setTimeout as sleep } from 'node:timers/promises';

import axios from 'axios';

import type { Connections } from '../../stack/connections.ts';
import type { Credential } from '../../stack/n8n/credentials.ts';
import type { Session } from '../../stack/n8n/session.ts';
import { publishWorkflows, saveWorkflow } from '../../stack/n8n/workflows.ts';
import type { LargeWorkflow } from './workflows.ts';

interface Run {
	session: Session;
	n8n: Connections['n8n'];
	workflow: LargeWorkflow;
	credentials: readonly Credential[];
}

export interface Outcome {
	/** How long each node took. */
	seconds: Record<string, number>;
	error: string | undefined;
}

/** As n8n's public API answers (`GET /api/v1/executions/{id}?includeData=true`). */
interface StoredExecution {
	id: number;
	data: { resultData: { runData: Record<string, { executionTime: number; error?: { message: string } }[]>; error?: { message: string } } };
}

/** Brings a workflow into n8n, runs it once by its webhook, and removes it with its execution and credentials. */
export async function runOnce({ session, n8n, workflow, credentials }: Run): Promise<Outcome> {
	const api = axios.create({ baseURL: `${n8n.url}/api/v1`, headers: { 'x-n8n-api-key': n8n.apiKey }, proxy: false });
	const made: string[] = [];
	for (const { name, type, data } of credentials) {
		made.push((await session.post<{ id: string }>('/credentials', { name, type, data })).id);
	}
	const nodes = JSON.parse(JSON.stringify(workflow.nodes)) as { credentials?: Record<string, { id: string }> }[];
	credentials.forEach(({ type }, at) => {
		for (const node of nodes) if (node.credentials?.[type]) node.credentials[type].id = made[at]!;
	});
	await saveWorkflowAndPublish(session, { ...workflow, nodes });
	try {
		await axios.get(`${n8n.url}/webhook/${workflow.path}`, { proxy: false, validateStatus: () => true });
		const { data: list } = await api.get<{ data: { id: number }[] }>('/executions', { params: { workflowId: workflow.id, limit: 1 } });
		const id = list.data[0]?.id;
		if (id === undefined) return { seconds: {}, error: 'n8n lists no execution' };
		const { data: execution } = await api.get<StoredExecution>(`/executions/${id}`, { params: { includeData: true } });
		await api.delete(`/executions/${id}`);
		return outcomeOf(execution);
	} finally {
		await api.post(`/workflows/${workflow.id}/deactivate`);
		await onceUnpublished(() => api.delete(`/workflows/${workflow.id}`));
		for (const id of made) await api.delete(`/credentials/${id}`);
	}
}

async function saveWorkflowAndPublish(session: Session, workflow: LargeWorkflow): Promise<void> {
	const refused = await publishWorkflows(session, [await saveWorkflow(session, workflow)]);
	for (const reason of refused.values()) throw new Error(`n8n does not publish ${workflow.name}: ${reason}`);
}

function outcomeOf({ data: { resultData } }: StoredExecution): Outcome {
	const runs = Object.entries(resultData.runData).map(([name, [run]]) => [name, (run?.executionTime ?? 0) / 1000] as const);
	return { seconds: Object.fromEntries(runs), error: resultData.error?.message };
}

/** n8n answers before it has stopped the workflow's triggers, and refuses to delete it until then. */
async function onceUnpublished(remove: () => Promise<unknown>): Promise<void> {
	for (let tries = 0; ; tries++) {
		try {
			await remove();
			return;
		} catch (error) {
			if (tries === 60 || !axios.isAxiosError(error) || error.response?.status !== 409) throw error;
			await sleep(500);
		}
	}
}
