import { inspect } from 'node:util';

import { secretMask } from '../../stack/maskSecrets.ts';
import { executionsOf, stepsOf, type Execution, type NodeRun } from './executions.ts';
import { recent, type Fact } from './history.ts';
import type { CimWorld } from './world.ts';

/** What people need to see why a step failed: the answers, the executions with the node that failed, and the events. */
export async function failureReport(world: CimWorld): Promise<string> {
	const parts = await Promise.all([part('executions', () => executions(world)), part('events', () => events(world))]);
	const mask = await secretMask(world.systems.project);
	return mask([answers(world), ...parts].join('\n\n'));
}

/** A system that is down must not hide what the others say. */
async function part(what: string, write: () => Promise<string>): Promise<string> {
	return await write().catch((error: unknown) => `The ${what} cannot be read: ${String(error)}`);
}

function answers({ answers: given }: CimWorld): string {
	const lines = given.map(({ correlationId, status, body, checksum }) => `${correlationId}: ${status}, ${checksum.size} bytes ${shown(body)}`);
	return ['Answers by correlation id', ...lines].join('\n');
}

async function executions({ systems, calls }: CimWorld): Promise<string> {
	const { n8n } = systems.connections;
	const found = [...(await executionsOf(n8n, calls)), ...(await stepsOf(n8n, calls))];
	if (found.length === 0) return 'n8n has no execution of these calls.';
	return found.map((execution) => executionText(execution, n8n.url)).join('\n\n');
}

function executionText(execution: Execution, url: string): string {
	const { id, status, workflowId, workflowName, nodes, failing } = execution;
	const ran = nodes.map(({ name, error, output }) => `  ${error ? '✗' : '✓'} ${name}: ${output.map((items) => items.length).join(' + ') || 'no'} items`);
	return [
		`n8n execution ${id} of ${workflowName}: ${status}, ${url}/workflow/${workflowId}/executions/${id}`,
		...ran,
		...(failing ? [nodeText(failing)] : []),
	].join('\n');
}

function nodeText({ name, error, input, output }: NodeRun): string {
	return [`${error ? 'Failing' : 'Last'} node: ${name}`, ...(error ? [error] : []), `Its input ${shown(input)}`, `Its output ${shown(output)}`].join('\n');
}

async function events({ systems, calls }: CimWorld): Promise<string> {
	const facts = await recent(systems, ({ metadata }) => calls.includes(metadata.$correlationId ?? ''));
	return ['Events of these correlation ids', ...facts.map(factText)].join('\n');
}

function factText({ stream, revision, type, data, metadata }: Fact): string {
	return `${stream}@${revision} ${type} ${shown(data)} ${shown(metadata)}`;
}

function shown(value: unknown): string {
	return inspect(value, { depth: 12, maxArrayLength: 20, maxStringLength: 2_000, breakLength: 140 });
}
