import type { Connections } from '../../stack/connections.ts';

/** A workflow as n8n's public API gives it (`GET /api/v1/workflows`). */
export interface HeldWorkflow {
	id: string;
	name: string;
	settings?: { saveDataSuccessExecution?: string };
}

/** All workflows that n8n holds. */
export async function heldWorkflows({ url, apiKey }: Pick<Connections['n8n'], 'url' | 'apiKey'>): Promise<HeldWorkflow[]> {
	const held: HeldWorkflow[] = [];
	for (let cursor: string | null = ''; cursor !== null; ) {
		const query = new URLSearchParams({ limit: '250', ...(cursor !== '' && { cursor }) });
		const response = await fetch(`${url}/api/v1/workflows?${String(query)}`, { headers: { 'x-n8n-api-key': apiKey } }).catch((cause: unknown) => {
			throw new Error(`n8n does not answer at ${url}`, { cause });
		});
		if (!response.ok) throw new Error(`n8n's API answered with status ${response.status}`);
		const page = (await response.json()) as { data: HeldWorkflow[]; nextCursor: string | null };
		held.push(...page.data);
		cursor = page.nextCursor;
	}
	return held;
}

/** Whether n8n forgets executions of a workflow that succeed, so that nobody can tell what ran in them. */
export function forgetsSuccesses({ settings }: HeldWorkflow): boolean {
	return settings?.saveDataSuccessExecution === 'none';
}
