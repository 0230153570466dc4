import { glob, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { repository } from '../project.ts';
import type { Session } from './session.ts';

/** A workflow as n8n exports it, as far as an import reads it. */
export interface WorkflowFile {
	id: string;
	name: string;
	nodes: unknown[];
	connections: Record<string, unknown>;
	settings?: Record<string, unknown>;
	/** Text of the file, to tell whether it changed. */
	source: string;
}

/** A workflow that n8n holds. */
export interface StoredWorkflow {
	id: string;
	versionId: string;
}

/** How far n8n is with starting the triggers of a published version. */
interface PublicationStatus {
	status: 'in_progress' | 'published' | 'partial' | 'failed' | 'not_published';
	/** Null when the workflow has no trigger that must be started. */
	liveVersionId: string | null;
	triggers: { errorMessage: string | null }[];
}

const publicationTimeout = 30_000;

/**
 * Every process, `workflows/<process>/workflow.json`, and every step, `workflows/steps/<step>/workflow.json`. A file without an id goes by its folder's name, so that
 * another import finds the same workflow again.
 * @throws Error that names a file that is not a workflow
 */
export async function readWorkflows(root: string = join(repository, 'workflows')): Promise<WorkflowFile[]> {
	const workflows: WorkflowFile[] = [];
	for await (const path of glob(['*/workflow.json', 'steps/*/workflow.json'], { cwd: root })) {
		const source = await readFile(join(root, path), 'utf8');
		workflows.push({ ...parseWorkflow(path, source), source });
	}
	return workflows.sort((one, other) => one.id.localeCompare(other.id));
}

function parseWorkflow(path: string, source: string): Omit<WorkflowFile, 'source'> {
	let content: Partial<WorkflowFile>;
	try {
		content = JSON.parse(source) as Partial<WorkflowFile>;
	} catch (error) {
		throw new Error(`workflows/${path} is not JSON: ${(error as Error).message}`);
	}
	const { id, name, nodes, connections, settings } = content;
	if (!name || !Array.isArray(nodes) || !connections) {
		throw new Error(`workflows/${path} is not an n8n export: name, nodes or connections are missing.`);
	}
	return { id: id || basename(dirname(path)), name, nodes, connections, ...(settings ? { settings } : {}) };
}

/** A workflow whose executions n8n keeps when they succeed, whatever its settings say. */
export function keepingSuccesses(workflow: WorkflowFile): WorkflowFile {
	return { ...workflow, settings: { ...workflow.settings, saveDataSuccessExecution: 'all' } };
}

/** Brings a workflow into n8n under its own id, in place of an earlier state of it. It is not published by that. */
export async function saveWorkflow(session: Session, workflow: WorkflowFile): Promise<StoredWorkflow> {
	const { id, name, nodes, connections, settings = {} } = workflow;
	const body = { name, nodes, connections, settings };
	if (!(await isStored(session, id))) return session.post<StoredWorkflow>('/workflows', { id, ...body });
	return session.patch<StoredWorkflow>(`/workflows/${encodeURIComponent(id)}`, body);
}

/**
 * Publishes saved versions: their webhooks answer as soon as this returns. n8n refuses a workflow as long as one that
 * it calls is not published, so those that are refused are tried again after the others.
 * @returns n8n's reason for each workflow that stays unpublished, by its id
 */
export async function publishWorkflows(
	session: Session,
	stored: readonly StoredWorkflow[],
): Promise<Map<string, string>> {
	let refused = new Map<string, string>();
	for (let left = [...stored]; left.length > 0; ) {
		refused = new Map();
		for (const workflow of left) {
			try {
				await publish(session, workflow);
			} catch (error) {
				refused.set(workflow.id, (error as Error).message);
			}
		}
		if (refused.size === left.length) break;
		left = left.filter(({ id }) => refused.has(id));
	}
	return refused;
}

/** Versions have names; this is the form that n8n's editor proposes. n8n answers before it starts the triggers. */
async function publish(session: Session, { id, versionId }: StoredWorkflow): Promise<void> {
	const path = `/workflows/${encodeURIComponent(id)}`;
	await session.post(`${path}/activate`, { versionId, name: `Version ${versionId.slice(0, 8)}` });
	for (const deadline = Date.now() + publicationTimeout; Date.now() < deadline; await pause(100)) {
		const { status, liveVersionId, triggers } = await session.get<PublicationStatus>(`${path}/publication-status`);
		const failures = triggers.flatMap(({ errorMessage }) => errorMessage ?? []);
		if (status === 'failed' || status === 'partial') throw new Error(failures.join('; ') || 'a trigger did not start');
		if (status === 'not_published' || (status === 'published' && liveVersionId === versionId)) return;
	}
	throw new Error(`its triggers did not start within ${publicationTimeout / 1000} s`);
}

/** Whether n8n holds a workflow under that id. */
export async function isStored(session: Session, id: string): Promise<boolean> {
	const { exists } = await session.get<{ exists: boolean }>(`/workflows/${encodeURIComponent(id)}/exists`);
	return exists;
}
