import { randomUUID } from 'node:crypto';

import axios from 'axios';
import pLimit from 'p-limit';

import { ownerSession } from '../../../../stack/n8n/session.ts';
import { publishWorkflows, saveWorkflow } from '../../../../stack/n8n/workflows.ts';
import type { WorkflowFile } from '../../../../stack/n8n/workflows.ts';
import type { Process } from '../../../../workflows/check/process.ts';
import { parseProcess } from '../../../../workflows/check/process.ts';
import { compose } from '../../../../workflows/compose/compose.ts';
import type { Webhook } from '../../../../workflows/compose/request.ts';
import { libraryOf } from '../../../workflows/small-library.ts';
import { eventsOf } from '../../event-store/support/event-store.ts';
import { until } from '../../event-store/support/until.ts';
import { n8n, removeWorkflow } from '../../n8n/support/api.ts';
import { drawn, process as node } from '../../process/support/workflows.ts';
import type { Fact } from './model.ts';
import { smallSteps } from './steps.ts';

/** What a process answers. */
export interface Answer {
	status: number;
	body: unknown;
	/** The stream of its journal. */
	processRun: string;
}

/** A row: steps by their kinds, rows that are to be processes of their own, processes that are there, and what runs at once. */
export type Row = readonly (Part | { beside: readonly Part[] })[];
type Part = string | Row | Process;

/** Composed processes of small steps, in the n8n of the stack. */
export class Machine {
	/** In all its names; letters only, or the check would take them for secrets. */
	readonly mark = randomUUID().slice(0, 8).replace(/\d/g, (digit) => 'ghijklmnop'.charAt(Number(digit)));
	readonly steps = smallSteps(this.mark);
	private readonly made: string[] = [];
	private readonly composed = new Map<string, Promise<Process>>();
	private readonly session = ownerSession(n8n);

	async start(): Promise<void> {
		const lastNode = (path: string, to: string) => ({ type: 'n8n-nodes-base.webhook', version: 2, parameters: { httpMethod: 'POST', path: `${this.mark}-${path}`, responseMode: 'lastNode' }, to: [[to]] });
		const call = drawn(`${this.mark}: call`, {
			Asked: lastNode('call', 'Input'),
			Input: { type: 'n8n-nodes-base.set', version: 3.4, parameters: { mode: 'raw', jsonOutput: '={{ $json.body.input }}', options: {} }, to: [['Call']] },
			Call: { type: 'n8n-nodes-base.executeWorkflow', version: 1.1, parameters: { source: 'database', workflowId: { __rl: true, mode: 'id', value: "={{ $('Asked').item.json.body.workflow }}" }, options: {} } },
		});
		const undo = drawn(`${this.mark}: undo`, {
			Asked: lastNode('undo', 'Undo'),
			Undo: node('process', 'undo', { which: 'key', process: '={{ $json.body.process }}', key: '={{ $json.body.key }}' }),
		});
		await Promise.all([...this.steps, { ...call, id: `${this.mark}-call` }, { ...undo, id: `${this.mark}-undo-run` }].map((workflow) => this.publish(workflow as WorkflowFile)));
	}

	async remove(): Promise<void> {
		const limit = pLimit(4);
		await Promise.all(this.made.map((id) => limit(() => removeWorkflow(id))));
	}

	/** A process of a row, composed and published once. */
	async process(row: Row, webhook?: Webhook): Promise<Process> {
		const name = `${this.mark}-row-${nameOf(row)}${webhook ? '-asked' : ''}`;
		const known = this.composed.get(name) ?? this.compose(name, row, webhook);
		this.composed.set(name, known);
		return await known;
	}

	private async compose(name: string, row: Row, webhook?: Webhook): Promise<Process> {
		const places = await Promise.all(row.map(async (place) => Promise.all(partsOf(place).map((part) => this.part(part)))));
		const known = [...this.steps, ...places.flat().filter((part) => !this.steps.includes(part))];
		const request = { name, row: places.map((parts) => parts.map(({ id }) => id)), key: [], ...(webhook && { webhook }) };
		const { file, workflow } = compose(request, libraryOf(...known));
		await this.publish({ ...workflow, source: file });
		return parseProcess(name, file).process!;
	}

	private async part(part: Part): Promise<Process> {
		if (typeof part === 'string') return this.steps.find(({ id }) => id === `${this.mark}-${part}`)!;
		return isRow(part) ? await this.process(part) : part;
	}

	/** Calls a process as another workflow would. */
	async run(row: Row, input: object): Promise<Answer> {
		const { id } = await this.process(row);
		return await this.ask<Answer>('call', { workflow: id, input });
	}

	/** Undoes a run that has ended. */
	async undo({ processRun }: Answer): Promise<{ notUndone: unknown[] }> {
		const [, process, key] = /^process-([^.]+)\.(.*)$/.exec(processRun)!;
		return await this.ask('undo', { process, key });
	}

	/** Calls a webhook; n8n takes a moment to know it. */
	private async ask<T>(path: string, body: object): Promise<T> {
		let answer = { status: 404, data: undefined as unknown };
		await until('n8n to know the webhook', async () => {
			answer = await axios.post<unknown>(`${n8n.url}/webhook/${this.mark}-${path}`, body, { proxy: false, validateStatus: () => true });
			return answer.status !== 404;
		});
		if (answer.status !== 200) throw new Error(`n8n answered ${answer.status}: ${JSON.stringify(answer.data)}`);
		return answer.data as T;
	}

	private async publish(workflow: WorkflowFile): Promise<void> {
		const session = await this.session;
		const stored = await saveWorkflow(session, workflow);
		this.made.unshift(stored.id);
		const refused = await publishWorkflows(session, [stored]);
		if (refused.size > 0) throw new Error(`n8n does not publish ${[...refused].flat().join(': ')}`);
	}
}

function partsOf(place: Row[number]): readonly Part[] {
	return typeof place === 'object' && 'beside' in place ? place.beside : [place];
}

function isRow(part: Part): part is Row {
	return Array.isArray(part);
}

function nameOf(row: Row): string {
	const name = (part: Part) => (typeof part === 'string' ? part : isRow(part) ? `of-${nameOf(part)}-end` : 'made');
	return row.map((place) => partsOf(place).map(name).join('-beside-')).join('-');
}

/** All that was noted of a subject. */
export async function factsOf(subject: string): Promise<Fact[]> {
	return (await eventsOf(subject)).map(({ type, data }) => ({ type, ...(data as unknown as Omit<Fact, 'type'>) }));
}
