import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	INodeTypes,
	IRun,
	ITriggerFunctions,
	ITriggerResponse,
	IWorkflowExecuteAdditionalData,
	Logger,
	WorkflowActivateMode,
} from 'n8n-workflow';

// Sets what n8n reads when its modules load, so that it comes before them.
import './node-runner.ts';
import { TestCredentials } from './test-credentials.ts';

const { TriggerContext } = await import('n8n-core');
const { createRunExecutionData, Workflow } = await import('n8n-workflow');

/** What becomes of an execution: returning is success; what it throws fails it, or cancels it when it is one of n8n's cancellations. */
export type Execution = (items: IDataObject[]) => Promise<void> | void;

export interface ListeningSetup {
	parameters: INodeParameters;
	credentials: Record<string, ICredentialDataDecryptedObject>;
	execute: Execution;
	/** Two of the same ids are the same trigger, as after a restart of n8n. */
	workflowId?: string;
	nodeId?: string;
}

let setups = 0;

/** A trigger that listens by itself, in n8n-core's own context, with executions that a test makes up. */
export class ListeningTrigger {
	/** The items of every execution that was started, in order. */
	readonly started: IDataObject[][] = [];
	/** Lines that the trigger wrote into n8n's log. */
	readonly log: string[] = [];
	/** What the trigger gave up for. */
	readonly failures: Error[] = [];
	execute: Execution;

	private readonly type: INodeType;
	private readonly setup: ListeningSetup;
	private readonly number = ++setups;
	private response: ITriggerResponse | undefined;

	constructor(type: INodeType, setup: ListeningSetup) {
		this.type = type;
		this.setup = setup;
		this.execute = setup.execute;
	}

	/** The JSON of all items that executions had. */
	get items(): IDataObject[] {
		return this.started.flat();
	}

	/** As n8n activates a workflow; fails when the trigger does. */
	async activate(activation: WorkflowActivateMode = 'activate'): Promise<void> {
		const context = this.context('trigger', activation);
		this.response = await this.type.trigger!.call(context);
	}

	async deactivate(): Promise<void> {
		await this.response?.closeFunction?.();
		this.response = undefined;
	}

	/** As n8n does when somebody listens for a test event in the editor; gives the items of the event. */
	async test(): Promise<IDataObject[]> {
		const context = this.context('manual', 'manual');
		const response = (await this.type.trigger!.call(context))!;
		const items = new Promise<IDataObject[]>((resolve, reject) => {
			Object.assign(context, {
				emit: (data: INodeExecutionData[][]) => resolve(data[0]!.map(({ json }) => json)),
				emitError: reject,
			});
		});
		this.response = response;
		await response.manualTriggerFunction?.();
		return await items.finally(async () => await this.deactivate());
	}

	private context(mode: 'trigger' | 'manual', activation: WorkflowActivateMode) {
		const node: INode = {
			id: this.setup.nodeId ?? `node${this.number}`,
			name: this.type.description.displayName,
			type: `n8n-nodes-cim.${this.type.description.name}`,
			typeVersion: 1,
			position: [0, 0],
			parameters: this.setup.parameters,
			credentials: Object.fromEntries(Object.keys(this.setup.credentials).map((name) => [name, { id: name, name }])),
		};
		const nodeTypes: INodeTypes = { getByName: () => this.type, getByNameAndVersion: () => this.type, getKnownTypes: () => ({}) };
		const id = this.setup.workflowId ?? `workflow${this.number}`;
		const workflow = new Workflow({ id, name: 'Listening', nodes: [node], connections: {}, active: mode !== 'manual', nodeTypes });
		// Of the many services that n8n hands in, triggers of this package use the one for credentials.
		const additionalData = { credentialsHelper: new TestCredentials(this.setup.credentials, [], workflow), variables: {} } as unknown as IWorkflowExecuteAdditionalData;
		const context = new TriggerContext(
			workflow,
			workflow.getNode(node.name)!,
			additionalData,
			mode,
			activation,
			(data, _response, done) => void this.run(data[0]!, done),
			(error) => this.failures.push(error),
		);
		const line = (level: string) => (message: string) => void this.log.push(`${level}: ${message}`);
		const logger: Logger = { error: line('error'), warn: line('warn'), info: line('info'), debug: line('debug') };
		Object.defineProperty(context, 'logger', { value: logger });
		return context;
	}

	/** As n8n settles the promise: with the run when it ended, with an error when it was cancelled. */
	private async run(data: INodeExecutionData[], done: Parameters<ITriggerFunctions['emit']>[2]): Promise<void> {
		const items = data.map(({ json }) => json);
		this.started.push(items);
		try {
			await this.execute(items);
			done?.resolve(runOf(undefined));
		} catch (thrown) {
			if (thrown instanceof Error && 'reason' in thrown) done?.reject(thrown);
			else done?.resolve(runOf(thrown as Error));
		}
	}
}

function runOf(error: Error | undefined): IRun {
	const resultData = { runData: {}, lastNodeExecuted: 'Last', ...(error && { error: error as IRun['data']['resultData']['error'] & Error }) };
	return {
		data: createRunExecutionData({ resultData }),
		finished: error === undefined,
		mode: 'trigger',
		startedAt: new Date(),
		stoppedAt: new Date(),
		status: error === undefined ? 'success' : 'error',
		storedAt: 'db',
	};
}
