import type { EngineRequest, EngineResponse, INode, INodeExecutionData, INodeParameters, INodeType, INodeTypes, IWorkflowExecuteAdditionalData } from 'n8n-workflow';

import { InformationType } from '../../../nodes/InformationType/InformationType.node.ts';
// Sets what n8n reads when its modules load, so that it comes before them.
import { toolOf } from '../../support/node-runner.ts';

const { ExecutionLifecycleHooks, WorkflowExecute } = await import('n8n-core');
const { NodeConnectionTypes, Workflow } = await import('n8n-workflow');

const common = { version: 1, description: 'A stand-in', defaults: { name: 'Stand-in' }, properties: [], outputs: [NodeConnectionTypes.Main] };
const trigger: INodeType = {
	description: { ...common, displayName: 'Start', name: 'start', group: ['trigger'], inputs: [] },
	execute: async () => [[{ json: {} }]],
};
/** Asks n8n's engine to run its tool, as n8n's agent does, and gives what comes back. */
const agent: INodeType = {
	description: { ...common, displayName: 'Agent', name: 'agent', group: ['transform'], inputs: [NodeConnectionTypes.Main, NodeConnectionTypes.AiTool] },
	async execute(response?: EngineResponse): Promise<INodeExecutionData[][] | EngineRequest> {
		const [answer] = response?.actionResponses ?? [];
		if (answer !== undefined) return [[{ json: { seen: answer.data.data?.ai_tool?.[0]?.map(({ json }) => json) } }]];
		const action = { actionType: 'ExecutionNodeAction', nodeName: 'Tool', input: { age: 36 }, type: 'ai_tool', id: '1', metadata: { itemIndex: 0 } } as const;
		return { actions: [action], metadata: {} };
	},
};
const types: Record<string, INodeType> = { trigger, agent, tool: toolOf(new InformationType()) };
const nodeTypes: INodeTypes = { getByName: (type) => types[type]!, getByNameAndVersion: (type) => types[type]!, getKnownTypes: () => ({}) };

/** What n8n hands an agent that calls the node with `{"age": 36}`. */
async function seen(parameters: INodeParameters): Promise<unknown> {
	const node = (name: string, type: string): INode => ({ id: name, name, type, typeVersion: 1, position: [0, 0], parameters: type === 'tool' ? parameters : {} });
	const workflow = new Workflow({
		id: 'test',
		nodes: [node('Start', 'trigger'), node('Agent', 'agent'), node('Tool', 'tool')],
		connections: {
			Start: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
			Tool: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
		},
		active: false,
		settings: { executionOrder: 'v1' },
		nodeTypes,
	});
	const additionalData = {
		hooks: new ExecutionLifecycleHooks('manual', '1', {} as never),
		executionId: '1',
		restApiUrl: '',
		instanceBaseUrl: 'http://127.0.0.1:5678/',
		webhookBaseUrl: 'http://127.0.0.1:5678/webhook',
		webhookWaitingBaseUrl: 'http://127.0.0.1:5678/webhook-waiting',
		formWaitingBaseUrl: 'http://127.0.0.1:5678/form-waiting',
		variables: {},
		currentNodeExecutionIndex: 0,
		// Of the many services that n8n hands in, the nodes here use those above.
	} as unknown as IWorkflowExecuteAdditionalData;
	const { data } = await new WorkflowExecute(additionalData, 'manual').run({ workflow, startNode: workflow.getNode('Start')! });
	return data.resultData.runData.Agent?.at(-1)?.data?.main?.[0]?.[0]?.json.seen;
}

const person = { operation: 'validate', source: 'text', schema: 'type Person struct {\n\tage Int\n}', root: 'Person', options: {} };

describe("an agent of n8n's engine", () => {
	it('sees what leaves by either output', async () => {
		expect(await seen({ ...person, value: '={{ { age: $json.age } }}' })).toMatchObject([{ age: 36 }]);
		expect(await seen({ ...person, value: '={{ { age: "" + $json.age } }}' })).toMatchObject([{ problems: [{ path: 'age', problem: 'expected Int, got String' }] }]);
	});

	it('sees the words that a dropdown takes', async () => {
		expect(await seen({ ...person, source: 'Text', value: '{}' })).toEqual([{ error: 'Schema: got "Text". Allowed: package, text' }]);
	});
});
