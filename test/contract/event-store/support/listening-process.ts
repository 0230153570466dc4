// A process that listens as n8n would, for tests that kill it: executes an event by writing its number to its output. It is bundled
// before it runs, because Node.js by itself does not load n8n-workflow as an ES module.
//
//   node listening-process.cjs CONNECTION-STRING PARAMETERS-AS-JSON
import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import type { INodeExecutionData, IRun, ITriggerFunctions } from 'n8n-workflow';

import { EventStoreTrigger } from '../../../../nodes/EventStore/EventStoreTrigger.node.ts';

const [connectionString = '', json = '{}'] = process.argv.slice(2);
const parameters = JSON.parse(json) as Record<string, unknown>;

function log(message: string): void {
	writeSync(2, `${message}\n`);
}

function valueOf(name: string, fallback: unknown, options?: { extractValue?: boolean }): unknown {
	const value = parameters[name] ?? fallback;
	return options?.extractValue ? (value as { value: unknown }).value : value;
}

async function execute([items]: INodeExecutionData[][], done: Parameters<ITriggerFunctions['emit']>[2]): Promise<void> {
	await sleep(2);
	// Not by the stream: what it holds would be lost with the process.
	writeSync(1, `${(items![0]!.json.data as { number: number }).number}\n`);
	done?.resolve({ status: 'success', data: { resultData: { runData: {} } } } as unknown as IRun);
}

// Of the many functions that n8n hands in, the trigger uses these.
const functions = {
	getNodeParameter: valueOf,
	getTimezone: () => 'UTC',
	getCredentials: async () => ({ connectionString, username: '', password: '', caCertificate: '' }),
	getMode: () => 'trigger',
	getActivationMode: () => 'init',
	getInstanceId: () => 'killed',
	getWorkflow: () => ({ id: 'killed', name: 'Killed', active: true }),
	getNode: () => ({ id: 'killed', name: 'Killed', type: 'n8n-nodes-cim.eventStoreTrigger', typeVersion: 1, position: [0, 0], parameters: {} }),
	helpers: { createDeferredPromise: () => Promise.withResolvers() },
	logger: { error: log, warn: log, info: () => undefined, debug: () => undefined },
	emit: (data: INodeExecutionData[][], _response: unknown, done: Parameters<ITriggerFunctions['emit']>[2]) => void execute(data, done),
	emitError: (error: Error) => log(error.message),
} as unknown as ITriggerFunctions;

void new EventStoreTrigger().trigger.call(functions);
