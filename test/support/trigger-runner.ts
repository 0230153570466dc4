import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeParameters,
	INodeType,
	INodeTypes,
	IWebhookData,
	IWebhookResponseData,
	IWorkflowExecuteAdditionalData,
	WebhookSetupMethodNames,
} from 'n8n-workflow';

// Sets what n8n reads when its modules load, so that it comes before them.
import './node-runner.ts';
import { TestCredentials } from './test-credentials.ts';

const { HookContext, WebhookContext } = await import('n8n-core');
const { NodeHelpers, Workflow } = await import('n8n-workflow');

export interface TriggerSetup {
	parameters: INodeParameters;
	credentials: Record<string, ICredentialDataDecryptedObject>;
	/** Where the trigger's node is; by default in a workflow of its own. */
	workflowId?: string;
	nodeId?: string;
	/** Listens for a test in the editor, not in production. */
	isTest?: boolean;
}

/** What a call to the webhook led to. */
export interface Delivery {
	status: number;
	/** Items with which an execution starts; absent when none does. */
	items: IDataObject[] | undefined;
}

let runners = 0;

/**
 * A webhook trigger in a workflow, run as n8n does: its methods in n8n-core's own contexts, its static data kept from call to
 * call as JSON, its webhook behind an HTTP server.
 */
export class TriggerRunner {
	/** What n8n keeps with the workflow. */
	staticData: IDataObject = {};
	/** Every call that came to the webhook. */
	readonly deliveries: Delivery[] = [];
	/** Answers calls in place of the webhook, for faults; `undefined` lets them through. */
	fault: (() => number | undefined) | undefined;

	private readonly type: INodeType;
	private readonly setup: TriggerSetup;
	private readonly node: INode;
	private readonly workflowId: string;
	private credentials: TriggerSetup['credentials'];
	private server: Server | undefined;
	private base = 'http://127.0.0.1:5678';

	constructor(type: INodeType, setup: TriggerSetup) {
		const id = `00000000-0000-4000-8000-${String(++runners).padStart(12, '0')}`;
		this.type = type;
		this.setup = setup;
		this.credentials = setup.credentials;
		this.workflowId = setup.workflowId ?? `workflow${runners}`;
		this.node = {
			id: setup.nodeId ?? id,
			webhookId: setup.nodeId ?? id,
			name: type.description.displayName,
			type: `n8n-nodes-cim.${type.description.name}`,
			typeVersion: 1,
			position: [0, 0],
			parameters: { ...setup.parameters },
			credentials: Object.fromEntries(Object.keys(setup.credentials).map((name) => [name, { id: name, name }])),
		};
	}

	/** Changes parameters, or credentials too, as a user does between two activations. */
	change(parameters: INodeParameters, credentials: TriggerSetup['credentials'] = this.credentials): void {
		Object.assign(this.node.parameters, parameters);
		this.credentials = credentials;
	}

	/** Opens the webhook at an address of this machine. */
	async listen(host = '127.0.0.1'): Promise<void> {
		this.server = createServer((request, response) => void this.serve(request, response));
		this.server.listen(0, host);
		await once(this.server, 'listening');
		this.base = `http://${host}:${(this.server.address() as AddressInfo).port}`;
	}

	close(): void {
		this.server?.close();
		this.server?.closeAllConnections();
	}

	/** As n8n activates: creates what does not exist. Says whether it had to. */
	async activate(): Promise<boolean> {
		if (await this.call('checkExists')) return false;
		await this.call('create');
		return true;
	}

	async deactivate(): Promise<void> {
		await this.call('delete');
	}

	async checkExists(): Promise<boolean> {
		return await this.call('checkExists');
	}

	/** Items of all executions, in the order of their start. */
	get items(): IDataObject[] {
		return this.deliveries.flatMap(({ items }) => items ?? []);
	}

	/** URL of the webhook, as n8n knows it. */
	get url(): string {
		return NodeHelpers.getNodeWebhookUrl(`${this.base}/${this.endpoint}`, this.workflowId, this.node, this.webhook.path);
	}

	private get endpoint(): string {
		return this.setup.isTest ? 'webhook-test' : 'webhook';
	}

	private get webhook() {
		return this.type.description.webhooks![0]!;
	}

	private async call(method: WebhookSetupMethodNames): Promise<boolean> {
		// n8n passes these when it activates and, for both kinds of listening, when it deactivates.
		const [mode, activation] = method === 'delete' ? (['internal', 'update'] as const) : this.setup.isTest ? (['manual', 'manual'] as const) : (['trigger', 'activate'] as const);
		const workflow = this.workflow();
		const additionalData = this.additionalData(workflow);
		const context = new HookContext(workflow, workflow.getNode(this.node.name)!, additionalData, mode, activation, this.webhookData(additionalData));
		try {
			return await this.type.webhookMethods!.default![method].call(context);
		} finally {
			this.keep(workflow);
		}
	}

	/** As n8n answers a webhook that responds when it is received. */
	private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const rawBody = await buffer(request);
		const fault = this.fault?.();
		if (fault !== undefined) {
			response.writeHead(fault).end();
			return;
		}
		let items: IDataObject[] | undefined;
		try {
			const body: unknown = request.headers['content-type']?.startsWith('application/json') ? JSON.parse(String(rawBody)) : {};
			const result = await this.run(Object.assign(request, { body, rawBody }), response);
			items = result.workflowData?.[0]?.map(({ json }) => json);
			if (!result.noWebhookResponse) response.writeHead(200).end(JSON.stringify(result.webhookResponse ?? { message: 'Workflow was started' }));
		} catch (thrown) {
			response.writeHead(thrown instanceof SyntaxError ? 422 : 500).end(String(thrown));
		}
		this.deliveries.push({ status: response.statusCode, items });
	}

	private async run(httpRequest: IncomingMessage, httpResponse: ServerResponse): Promise<IWebhookResponseData> {
		const workflow = this.workflow();
		// Of Express's request and response, the trigger uses what they have of Node's, and the parsed body.
		const additionalData = Object.assign(this.additionalData(workflow), { httpRequest, httpResponse }) as IWorkflowExecuteAdditionalData;
		const mode = this.setup.isTest ? 'manual' : 'webhook';
		const context = new WebhookContext(workflow, workflow.getNode(this.node.name)!, additionalData, mode, this.webhookData(additionalData), [], null);
		const result = await this.type.webhook!.call(context);
		this.keep(workflow);
		return result;
	}

	private workflow() {
		const nodeTypes: INodeTypes = {
			getByName: () => this.type,
			getByNameAndVersion: () => this.type,
			getKnownTypes: () => ({}),
		};
		const staticData = structuredClone(this.staticData);
		return new Workflow({ id: this.workflowId, nodes: [this.node], connections: {}, active: !this.setup.isTest, nodeTypes, staticData });
	}

	private keep(workflow: ReturnType<TriggerRunner['workflow']>): void {
		this.staticData = JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject;
	}

	private additionalData(workflow: ReturnType<TriggerRunner['workflow']>): IWorkflowExecuteAdditionalData {
		return {
			credentialsHelper: new TestCredentials(this.credentials, [], workflow),
			executionId: undefined,
			restApiUrl: '',
			instanceBaseUrl: `${this.base}/`,
			webhookBaseUrl: `${this.base}/webhook`,
			webhookTestBaseUrl: `${this.base}/webhook-test`,
			variables: {},
			currentNodeExecutionIndex: 0,
			// Of the many services that n8n hands in, triggers of this package use those above.
		} as unknown as IWorkflowExecuteAdditionalData;
	}

	private webhookData(additionalData: IWorkflowExecuteAdditionalData): IWebhookData {
		return {
			httpMethod: 'POST',
			node: this.node.name,
			path: `${this.node.webhookId}/${this.webhook.path}`,
			webhookDescription: this.webhook,
			workflowId: this.workflowId,
			workflowExecuteAdditionalData: additionalData,
			isTest: this.setup.isTest,
		};
	}
}
