import { setTimeout as sleep } from 'node:timers/promises';

import type { Connections } from '../../stack/connections.ts';
import { newestExecutions, type StoredExecution, type StoredItem, type StoredRun } from './stored-executions.ts';

/** One run of a node. */
export interface NodeRun {
	name: string;
	/** Message and description; what an item says when the node went on after its failure. */
	error: string | undefined;
	/** Items by output. */
	output: unknown[][];
	/** Items that came from the node before. */
	input: unknown[];
}

/** One execution of a workflow. */
export interface Execution {
	id: string;
	status: string;
	workflowId: string;
	workflowName: string;
	/** In the order in which they ran. */
	nodes: NodeRun[];
	/** The first that failed, else the last that ran. */
	failing: NodeRun | undefined;
}

/** How many of the newest executions are looked through; each step of a process has one of its own. */
const NEWEST = 100;

/** Milliseconds to wait for executions: one has ended a little after it has answered, and workers tell of it later still. */
const PATIENCE = 10_000;

/** States of an execution that has not ended. */
const UNDER_WAY = ['new', 'running'];

/** The executions that calls with these correlation ids started, oldest first; those that n8n lists by now. */
export async function executionsOf(n8n: Connections['n8n'], correlationIds: readonly string[]): Promise<Execution[]> {
	const deadline = Date.now() + PATIENCE;
	for (;;) {
		const executions = (await listed(n8n, correlationIds)).filter(({ data }) => data?.parentExecution === undefined);
		const areAllThrough = executions.length >= correlationIds.length && executions.every(({ status }) => !UNDER_WAY.includes(status));
		if (areAllThrough || Date.now() > deadline) return executions.map(toExecution);
		await sleep(500);
	}
}

/** The executions of the workflows that those called: they have ended before them. */
export async function stepsOf(n8n: Connections['n8n'], correlationIds: readonly string[]): Promise<Execution[]> {
	return (await listed(n8n, correlationIds)).filter(({ data }) => data?.parentExecution !== undefined).map(toExecution);
}

async function listed(n8n: Connections['n8n'], correlationIds: readonly string[]): Promise<StoredExecution[]> {
	return (await newestExecutions(n8n, NEWEST)).filter((execution) => isOfCall(execution, correlationIds)).toReversed();
}

function isOfCall(execution: StoredExecution, correlationIds: readonly string[]): boolean {
	const text = JSON.stringify(execution.data ?? {});
	return correlationIds.some((id) => text.includes(id));
}

function toExecution({ id, status, workflowId, workflowData, data }: StoredExecution): Execution {
	const runData = data?.resultData?.runData ?? {};
	const nodes = Object.entries(runData)
		.flatMap(([name, runs]) => runs.map((run) => ({ name, run })))
		.toSorted((a, b) => order(a.run) - order(b.run))
		.map(({ name, run }) => toNodeRun(name, run, runData));
	const failing = nodes.find(({ error }) => error !== undefined) ?? nodes.at(-1);
	return { id: String(id), status, workflowId, workflowName: workflowData?.name ?? '', nodes, failing };
}

function order({ executionIndex, startTime }: StoredRun): number {
	return executionIndex ?? startTime;
}

function toNodeRun(name: string, { error, data, source }: StoredRun, runData: Record<string, StoredRun[]>): NodeRun {
	const from = source?.[0];
	const before = from ? runData[from.previousNode]?.[from.previousNodeRun ?? 0] : undefined;
	const output = (data?.main ?? []).map(json);
	return {
		name,
		error: error ? [error.message, error.description].filter(Boolean).join('\n') : output.flat().map(failureOf).find(Boolean),
		output,
		input: json(before?.data?.main?.[from?.previousNodeOutput ?? 0] ?? null),
	};
}

function json(items: StoredItem[] | null): unknown[] {
	return (items ?? []).map((item) => item.json);
}

/** n8n marks an item that failed, when the node goes on, by a key `error`. */
function failureOf(item: unknown): string | undefined {
	if (typeof item !== 'object' || item === null || !('error' in item)) return undefined;
	return typeof item.error === 'string' ? item.error : JSON.stringify(item.error);
}
