import { randomUUID } from 'node:crypto';

import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { eventStore } from '../../../../nodes/EventStore/transport.ts';
import { Journal } from '../../../../nodes/Process/journal/journal.ts';
import { Process } from '../../../../nodes/Process/Process.node.ts';
import { runNode } from '../../../support/node-runner.ts';
import { Canvas, chosen } from './canvas.ts';

/** The canvas of a test file, which starts and removes it. */
export const canvas = new Canvas();

/** The process that the canvas stands for. */
export const PROCESS = 'store-things';

export const json = (items: INodeExecutionData[]) => items.map((item) => item.json);

/** Parameters of the node for each of its operations. */
export const start = (key: string, more: INodeParameters = {}) => ({ resource: 'process', operation: 'start', process: PROCESS, key, input: '={{ $json }}', source: 'any', afterCrash: 'resume', options: {}, ...more });
export const runStep = (id: string, more: INodeParameters = {}) => ({ resource: 'step', operation: 'run', workflowId: chosen(id), workflowInputs: { mappingMode: 'autoMapInputData', value: null }, options: { backOff: 0 }, ...more });
export const finish = (more: INodeParameters = {}) => ({ resource: 'process', operation: 'finish', output: '={{ $json }}', source: 'any', answerStatus: 200, answerBody: '', ...more });
export const wait = (more: INodeParameters = {}) => ({ resource: 'step', operation: 'wait', waitFor: 'answer', name: 'approval', limit: false, answerStatus: 202, answerBody: '', ...more });
export const answer = (key: string, given: IDataObject, more: INodeParameters = {}) => ({ resource: 'run', operation: 'answer', process: PROCESS, key, name: 'approval', answer: JSON.stringify(given), ...more });
export const undo = { resource: 'process', operation: 'undo', which: 'item', answerStatus: 0, options: { backOff: 0 } };

/** An execution and a key that no other test has. */
export const fresh = () => ({ execution: randomUUID(), key: randomUUID() });

const credential = () => ({ connectionString: canvas.server.connectionString, username: '', password: '', caCertificate: '' });

/** The event store of the canvas, as the node sees it. */
export const store = () => eventStore(credential());

/** Begins a run. */
export const begin = async (execution: string, key: string, input: IDataObject = { name: 'a' }, more: INodeParameters = {}) => await canvas.run(execution, 'Start', start(key, more), [{ json: input }]);

/** Ends a step as its last node does. */
export const endStep = async (output: IDataObject, undoStep = '', type: INodeParameters = { source: 'any' }) =>
	(
		await runNode(new Process(), {
			credentials: { eventStoreApi: credential() },
			parameters: { resource: 'step', operation: 'end', output: '={{ $json }}', ...type, undoStep: undoStep === '' ? '' : chosen(undoStep) },
			items: [{ json: output }],
		})
	)[0]!;

/** Lets the lease of an execution run out, as if its n8n had been killed a minute ago. */
export async function abandon(key: string): Promise<void> {
	const journal = await Journal.read(store(), `process-${PROCESS}.${key}`, 'a minute ago');
	await journal.append(store(), 'LeaseRenewed', { lease: 0 });
}
