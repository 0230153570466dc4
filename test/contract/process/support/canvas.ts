import { randomUUID } from 'node:crypto';

import { EventStoreDBClient } from '@eventstore/db-client';
import type { IBinaryKeyData, IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { Process } from '../../../../nodes/Process/Process.node.ts';
import { runNode } from '../../../support/node-runner.ts';
import { ServerProcess } from '../../eventstore-server/server-process.ts';

/** What a step does with its item; what it gives is its output. */
export type Step = (input: IDataObject, binary?: IBinaryKeyData) => Promise<IDataObject | INodeExecutionData[]> | IDataObject | INodeExecutionData[];

/** The nodes that a canvas may have, so that their ids stay from one execution to the next. */
const NODES = ['Start', 'One', 'Two', 'Three', 'Finish', 'Undo', 'Ask', 'Wait'].map((name, index) => ({ id: `55555555-0000-4000-8000-00000000000${index}`, name }));

/** How a workflow is chosen in the form. */
export const chosen = (id: string) => ({ __rl: true, mode: 'list', value: id, cachedResultName: `The step ${id}` });

/** A canvas of process nodes on an event store of a test's own, whose steps are functions. */
export class Canvas {
	readonly server = new ServerProcess();
	/** Steps by their ids, and how often each was called. */
	readonly steps = new Map<string, Step>();
	readonly calls: string[] = [];
	/** A node that somebody has deleted from the workflow. */
	without: string | undefined;
	private vendor: EventStoreDBClient | undefined;

	/** @param flags of the event store */
	async start(...flags: string[]): Promise<void> {
		await this.server.start(...flags);
	}

	async remove(): Promise<void> {
		await this.vendor?.dispose();
		await this.server.remove();
	}

	/** The vendor's client, which judges. */
	get client(): EventStoreDBClient {
		this.vendor ??= EventStoreDBClient.connectionString(this.server.connectionString);
		return this.vendor;
	}

	/** A step under an id of its own. */
	step(does: Step): string {
		const id = randomUUID();
		this.steps.set(id, does);
		return id;
	}

	/** Runs a node of the canvas, and gives its outputs. */
	async run(executionId: string, name: string, parameters: INodeParameters, items: INodeExecutionData[] = [{ json: {} }], signal?: AbortSignal): Promise<[main: INodeExecutionData[], other: INodeExecutionData[], third: INodeExecutionData[]]> {
		const own = NODES.find((node) => node.name === name);
		if (own === undefined) throw new Error(`The canvas has no node ${name}`);
		const [main = [], other = [], third = []] = await runNode(new Process(), {
			...own,
			others: NODES.filter((node) => node !== own && node.name !== this.without),
			credentials: { eventStoreApi: { connectionString: this.server.connectionString, username: '', password: '', caCertificate: '' } },
			parameters,
			items,
			executionId,
			signal,
			executeWorkflow: async ({ id = '' }, _data, { inputData = [] }) => {
				this.calls.push(id);
				const step = this.steps.get(id);
				if (step === undefined) throw new Error('Workflow is not active and cannot be executed.');
				const item: INodeExecutionData = inputData[0] ?? { json: {} };
				const given = await step(structuredClone(item.json), item.binary);
				return { executionId: randomUUID(), data: [Array.isArray(given) ? given : [{ json: given }]] };
			},
		});
		return [main, other, third];
	}

	/** Types and data of a run's journal. */
	async journal(process: string, key: string): Promise<[type: string, data: IDataObject][]> {
		const entries: [string, IDataObject][] = [];
		for await (const { event } of this.client.readStream(`process-${process}.${key}`)) if (event) entries.push([event.type, event.data as IDataObject]);
		return entries;
	}
}
