import type { Connections } from '../../stack/connections.ts';

/** The part of n8n's public API that is read here (`GET /api/v1/executions`). */
export interface StoredExecution {
	id: string | number;
	status: string;
	workflowId: string;
	/** ISO 8601. */
	startedAt: string;
	workflowData?: { name?: string };
	data?: {
		resultData?: { runData?: Record<string, StoredRun[]> };
		/** Of a workflow that another one has called. */
		parentExecution?: { executionId: string };
	};
}

/** One run of a node. */
export interface StoredRun {
	startTime: number;
	executionIndex?: number;
	error?: { message?: string; description?: string | null };
	data?: { main?: (StoredItem[] | null)[] };
	/** Where its items came from, by input. n8n leaves out an output or a run that is the first. */
	source?: ({ previousNode: string; previousNodeOutput?: number; previousNodeRun?: number } | null)[];
}

export interface StoredItem {
	json: unknown;
}

interface Page {
	data: StoredExecution[];
	nextCursor: string | null;
}

type Api = Pick<Connections['n8n'], 'url' | 'apiKey'>;

/**
 * The newest executions that have ended, with their data.
 *
 * @param limit how many; 250 at most
 */
export async function newestExecutions(n8n: Api, limit: number): Promise<StoredExecution[]> {
	return (await page(n8n, { includeData: 'true', limit: String(limit) })).data;
}

/**
 * The executions that began at a time or later and have ended, with their data, newest first.
 *
 * @param size how many are asked for at once
 */
export async function* executionsSince(n8n: Api, since: Date, size = 100): AsyncGenerator<StoredExecution> {
	let cursor: string | null = '';
	while (cursor !== null) {
		const { data, nextCursor }: Page = await page(n8n, { includeData: 'true', limit: String(size), ...(cursor !== '' && { cursor }) });
		for (const execution of data) {
			// They are listed by their ids, which rise: what comes behind this one was there before.
			if (Date.parse(execution.startedAt) < since.getTime()) return;
			yield execution;
		}
		cursor = nextCursor;
	}
}

/** The executions that began at a time or later and have not ended. */
export async function runningSince(n8n: Api, since: Date): Promise<StoredExecution[]> {
	const { data } = await page(n8n, { status: 'running', limit: '250' });
	return data.filter(({ startedAt }) => Date.parse(startedAt) >= since.getTime());
}

async function page({ url, apiKey }: Api, query: Record<string, string>): Promise<Page> {
	const response = await fetch(`${url}/api/v1/executions?${String(new URLSearchParams(query))}`, { headers: { 'x-n8n-api-key': apiKey } }).catch((cause: unknown) => {
		throw new Error(`n8n does not answer at ${url}`, { cause });
	});
	if (!response.ok) throw new Error(`n8n's API answered with status ${response.status}`);
	return (await response.json()) as Page;
}
