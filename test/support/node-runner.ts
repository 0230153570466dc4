import { createReadStream, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

// n8n reads its settings when its modules load, so they are set before.
process.env.N8N_USER_FOLDER = mkdtempSync(join(tmpdir(), 'cim-n8n-'));
process.env.N8N_DEFAULT_BINARY_DATA_MODE = 'filesystem';
process.env.N8N_ENCRYPTION_KEY = 'unit-tests-hold-nothing-secret';
// Errors of nodes are in n8n's log too; tests look at what was thrown.
process.env.N8N_LOG_LEVEL = 'silent';

const { Container } = await import('@n8n/di');
const { BinaryDataService, ExecuteContext } = await import('n8n-core');
const { createEmptyRunExecutionData, NodeConnectionTypes, Workflow } = await import('n8n-workflow');

import type {
	IBinaryData,
	ICredentialDataDecryptedObject,
	ICredentialType,
	INode,
	INodeExecutionData,
	INodeType,
	INodeTypes,
	IExecuteFunctions,
	INodeParameters,
	ITaskDataConnections,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { TestCredentials } from './test-credentials.ts';

const binaries = Container.get(BinaryDataService);
await binaries.init();

export interface NodeRun {
	parameters?: INodeParameters;
	/** Decrypted credential data by credential type. */
	credentials?: Record<string, ICredentialDataDecryptedObject>;
	/** The credential classes, when requests authenticate by them. */
	credentialTypes?: readonly ICredentialType[];
	items?: INodeExecutionData[];
	onError?: INode['onError'];
	signal?: AbortSignal;
	/** As the tool that n8n makes of the node for its agents. */
	asTool?: boolean;
	executionId?: string;
	/** Id and name of the node; the other nodes of its workflow. */
	id?: string;
	name?: string;
	others?: readonly Pick<INode, 'id' | 'name'>[];
	/** What a workflow does that is called as a sub-workflow. */
	executeWorkflow?: IWorkflowExecuteAdditionalData['executeWorkflow'];
}

/** Runs a node as n8n does: its class, in n8n-core's own execution context, on the given items. */
export async function runNode(type: INodeType, run: NodeRun = {}): Promise<INodeExecutionData[][]> {
	const execution = executionOf(type, run);
	const result = await type.execute!.call(execution);
	if (!Array.isArray(result)) throw new Error('The node gave no items');
	return result;
}

/** Makes the execution context alone, for what is tested below the node. */
export function executionOf(node: INodeType, run: NodeRun = {}): IExecuteFunctions {
	const type = run.asTool ? toolOf(node) : node;
	const { parameters = {}, credentials = {}, credentialTypes = [], items = [{ json: {} }], onError, signal, others = [] } = run;
	const workflowNode: INode = {
		id: run.id ?? 'a9f0c3de-0000-4000-8000-000000000001',
		name: run.name ?? type.description.displayName,
		type: `n8n-nodes-cim.${type.description.name}`,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		credentials: Object.fromEntries(Object.keys(credentials).map((name) => [name, { id: name, name }])),
		onError,
	};
	const nodeTypes: INodeTypes = {
		getByName: () => type,
		getByNameAndVersion: () => type,
		getKnownTypes: () => ({}),
	};
	const nodes = [workflowNode, ...others.map((other) => ({ ...workflowNode, ...other, parameters: {} }))];
	const workflow = new Workflow({ id: 'test', name: 'Test', nodes, connections: {}, active: false, nodeTypes });
	const helper = new TestCredentials(credentials, credentialTypes, workflow);
	const additionalData = {
		credentialsHelper: helper,
		executionId: run.executionId ?? '1',
		executeWorkflow: run.executeWorkflow,
		restApiUrl: '',
		instanceBaseUrl: 'http://127.0.0.1:5678/',
		webhookBaseUrl: 'http://127.0.0.1:5678/webhook',
		variables: {},
		currentNodeExecutionIndex: 0,
		// Of the many services that n8n hands in, nodes of this package use those above.
	} as unknown as IWorkflowExecuteAdditionalData;
	const input: ITaskDataConnections = { main: [items] };
	return new ExecuteContext(
		workflow,
		workflow.getNode(workflowNode.name)!,
		additionalData,
		'trigger',
		createEmptyRunExecutionData(),
		0,
		items,
		input,
		{ data: input, node: workflowNode, source: null },
		[],
		signal,
	);
}

/** As n8n does it (`convertNodeToAiTool`): another name, no input, and the one output `ai_tool`. */
export function toolOf(node: INodeType): INodeType {
	const { description } = node;
	const tool: INodeType = Object.create(node) as INodeType;
	tool.description = { ...description, name: `${description.name}Tool`, inputs: [], outputs: [NodeConnectionTypes.AiTool] };
	return tool;
}

/** Puts bytes into n8n's binary store, as an upload to a webhook does. */
export async function storedBinary(bytes: Buffer, fileName: string, mimeType: string): Promise<IBinaryData> {
	const location = { type: 'execution', workflowId: 'test', executionId: '1' } as const;
	return await binaries.store(location, bytes, { data: '', fileName, mimeType });
}

/** Reads a file that a node put out. */
export async function bytesOf(binary: IBinaryData | undefined): Promise<Buffer> {
	if (binary === undefined) throw new Error('The item carries no such file');
	return binary.id === undefined ? Buffer.from(binary.data, 'base64') : await buffer(await binaries.getAsStream(binary.id));
}

/** Copies a file into n8n's binary store without holding it in memory. */
export async function storedFile(path: string, fileName: string, mimeType: string): Promise<IBinaryData> {
	const location = { type: 'execution', workflowId: 'test', executionId: '1' } as const;
	return await binaries.store(location, createReadStream(path), { data: '', fileName, mimeType });
}
