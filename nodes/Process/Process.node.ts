import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { eventStoreConnection } from '../EventStore/methods.ts';
import { connect, type EventStoreContext } from '../EventStore/transport.ts';
import { defineNode } from '../shared/node.ts';
import { process } from './actions/process/index.ts';
import { run } from './actions/run/index.ts';
import { step } from './actions/step/index.ts';
import { BRANCHES } from './answer.ts';
import { loadStepInputs } from './step-inputs.ts';

const processes = defineNode<EventStoreContext>({
	resources: { process, step, run },
	connect,
	branches: BRANCHES,
});

/** Start answers what it does not let go on, and what can fail has an output for it. */
const OUTPUTS = `={{ ({
	"process.start": ["Go", "Answered"],
	"process.finish": ["Finished", "Failed"],
	"step.run": ["Done", "Failed"],
	"step.runTogether": ["Done", "Failed"],
	"step.runForEach": ["Done", "Failed"],
	"step.wait": ["Goes On", "Waits"].concat($parameter.waitFor === "answer" && $parameter.limit ? ["No Answer"] : []),
}[$parameter.resource + "." + $parameter.operation] || [""]).map((displayName) => ({ type: "main", displayName })) }}` as const;

/** Runs business processes: steps that are done once, resume after a crash and are undone when a later one fails. */
export class Process implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Process',
		name: 'process',
		icon: { light: 'file:process.svg', dark: 'file:process.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: processes.subtitle,
		description: 'Run business processes of steps that are done once, resume after a crash, and are undone when a later one fails',
		defaults: { name: 'Process' },
		inputs: [NodeConnectionTypes.Main],
		outputs: OUTPUTS,
		usableAsTool: true,
		credentials: [{ name: 'eventStoreApi', required: true, testedBy: 'eventStoreConnection' }],
		properties: processes.properties,
	};

	methods = { localResourceMapping: { loadStepInputs }, credentialTest: { eventStoreConnection } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await processes.execute(this);
	}
}
