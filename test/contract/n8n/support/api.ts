import axios, { isAxiosError } from 'axios';

import { connections } from '../../../../stack/connections.ts';
import { until } from '../../event-store/support/until.ts';

export const { n8n } = await connections(process.env.CIM_PROJECT ?? 'cim-test', 'host');
const api = axios.create({ baseURL: `${n8n.url}/api/v1`, headers: { 'X-N8N-API-KEY': n8n.apiKey }, proxy: false, timeout: 60_000 });

/** One request to n8n's public API; a refusal fails with n8n's own words. */
export async function call<T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, data: object | undefined = method === 'POST' ? {} : undefined): Promise<T> {
	try {
		return (await api.request<T>({ method, url: path, data })).data;
	} catch (thrown) {
		if (!isAxiosError(thrown) || thrown.response === undefined) throw thrown;
		throw new Error(`n8n refuses ${method} ${path} with ${thrown.response.status}: ${JSON.stringify(thrown.response.data)}`, { cause: thrown });
	}
}

/** Unpublishes a workflow and deletes it; n8n answers before it is unpublished. */
export async function removeWorkflow(id: string): Promise<void> {
	await call('POST', `/workflows/${id}/deactivate`);
	await until('n8n to delete a workflow', () =>
		call('DELETE', `/workflows/${id}`).then(
			() => true,
			() => false,
		),
	);
}
