import { chosenWorkflow, drawn, entrance, process } from '../../test/contract/process/support/workflows.ts';

/** How many steps, or calls, one request makes. */
export const STEPS = 10;

type Nodes = Parameters<typeof drawn>[1];

const webhook = (path: string, to: string): Nodes[string] => ({ type: 'n8n-nodes-base.webhook', version: 2, parameters: { httpMethod: 'POST', path, responseMode: 'responseNode' }, to: [[to]] });
const numbered = (of: (name: string, next: string | undefined) => Nodes[string]): Nodes =>
	Object.fromEntries(Array.from({ length: STEPS }, (_, index) => [`Step ${index + 1}`, of(`Step ${index + 1}`, index + 1 < STEPS ? `Step ${index + 2}` : undefined)]));

const inputs = { mappingMode: 'defineBelow', value: { key: 'any' }, schema: [{ id: 'key', displayName: 'key', type: 'string', display: true, required: false, defaultMatch: false, canBeUsedToMatch: true }] };

/** A step that does nothing, as n8n's own node calls it. */
export const emptyCall = () => drawn('Nothing', { Called: entrance('End', 'key'), End: { type: 'n8n-nodes-base.noOp' } });

/** The same as a step of a process. */
export const emptyStep = (credentials: object) => drawn('Empty step', { Called: entrance('End', 'key'), End: process('step', 'end', { output: '{}' }) }, credentials);

/** Ten calls of a workflow by n8n's own node, without a journal. */
export const calls = (path: string, step: string) =>
	drawn(path, {
		Asked: webhook(path, 'Step 1'),
		...numbered((_, next = 'Answer') => ({
			type: 'n8n-nodes-base.executeWorkflow',
			version: 1.2,
			parameters: { workflowId: chosenWorkflow(step, 'Nothing'), workflowInputs: inputs, options: {} },
			to: [[next]],
		})),
		Answer: { type: 'n8n-nodes-base.respondToWebhook', version: 1.1, parameters: { respondWith: 'noData', options: {} } },
	});

/** Ten steps of a process. */
export const steps = (path: string, step: string, credentials: object) =>
	drawn(
		path,
		{
			Asked: webhook(path, 'Start'),
			Start: process('process', 'start', { process: path, key: '={{ $json.body.key }}', input: '={{ { key: $json.body.key } }}', source: 'any', options: {} }, [['Step 1'], ['Answer']]),
			...numbered((_, next = 'Finish') => process('step', 'run', { workflowId: chosenWorkflow(step, 'Empty step'), workflowInputs: inputs, options: {} }, [[next], ['Undo']])),
			Finish: process('process', 'finish', { output: '={{ { key: $json.key } }}' }, [['Answer'], ['Undo']]),
			Undo: process('process', 'undo', {}, [['Answer']]),
			Answer: { type: 'n8n-nodes-base.respondToWebhook', version: 1.1, parameters: { respondWith: 'json', responseBody: '={{ JSON.stringify($json.body) }}', options: { responseCode: '={{ $json.status }}' } } },
		},
		credentials,
	);
