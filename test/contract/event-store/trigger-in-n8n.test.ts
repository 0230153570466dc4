import { setTimeout as sleep } from 'node:timers/promises';

import { jsonEvent } from '@eventstore/db-client';

import { ownerSession } from '../../../stack/n8n/session.ts';
import { call, n8n, removeWorkflow } from '../n8n/support/api.ts';
import { client, eventsOf, named, unique } from './support/event-store.ts';

const project = process.env.CIM_PROJECT ?? 'cim-test';
const credentials = { eventStoreApi: { id: 'cim-event-store', name: 'Event Store' } };

interface Execution {
	id: string;
	status: string;
	data: { resultData: { runData: Record<string, { data: { main: { json: Record<string, unknown> }[][] } }[]> } };
}

async function until<T>(what: string, look: () => Promise<T | undefined>, timeout = 60_000): Promise<T> {
	for (const deadline = Date.now() + timeout; Date.now() < deadline; await sleep(250)) {
		const found = await look();
		if (found !== undefined) return found;
	}
	throw new Error(`Waited ${timeout / 1000} s for ${what}; if the running n8n has no Event Store Trigger, install the current build with \`npm run stack -- up --project ${project}\``);
}

/** A workflow that notes in a stream what it executes, and fails for data that say so. */
function workflow(trigger: object, notes: string, name: string): object {
	const node = (id: number, title: string, type: string, parameters: object, more: object = {}) => ({
		id: `44444444-0000-4000-8000-00000000000${id}`,
		name: title,
		type,
		typeVersion: 1,
		position: [id * 220, 0],
		parameters,
		...more,
	});
	const next = (title: string) => ({ main: [[{ node: title, type: 'main', index: 0 }]] });
	const note = { resource: 'stream', operation: 'append', stream: named(notes), eventType: 'Executed', data: '={{ $json.data }}' };
	return {
		name,
		nodes: [
			node(1, 'On events', 'n8n-nodes-cim.eventStoreTrigger', trigger, { credentials }),
			node(2, 'Note', 'n8n-nodes-cim.eventStore', note, { credentials }),
			node(3, 'Check', 'n8n-nodes-base.code', { jsCode: "if ($('On events').first().json.data.fails) throw new Error('Not this one');\nreturn [];" }, { typeVersion: 2 }),
		],
		connections: { 'On events': next('Note'), Note: next('Check') },
		settings: { executionOrder: 'v1' },
	};
}

describe('in the running n8n', () => {
	const made: string[] = [];

	afterAll(async () => {
		for (const id of made) await removeWorkflow(id);
	});

	async function activated(trigger: object, notes: string): Promise<string> {
		const { id } = await call<{ id: string }>('POST', '/workflows', workflow(trigger, notes, `Event Store Trigger ${notes}`));
		made.push(id);
		await call('POST', `/workflows/${id}/activate`);
		return id;
	}

	const append = async (stream: string, ...data: object[]) => await client.appendToStream(stream, data.map((each) => jsonEvent({ type: 'Counted', data: { fails: false, ...each } })));
	/** What was executed, in the order of the notes. */
	const noted = async (notes: string) => (await eventsOf(notes).catch(() => [])).map(({ data }) => (data as unknown as { number: number }).number);
	const reasons = async (stream: string, group: string) =>
		(await eventsOf(`$persistentsubscription-${stream}::${group}-parked`).catch(() => [])).map(({ metadata }) => (metadata as { reason?: string }).reason);

	it('an event of a group starts an execution, one that fails is tried again and parked, and what comes while it is off comes later', async () => {
		const [stream, notes] = [unique(), unique('notes')];
		await append(stream, { number: 0 }, { number: 1, fails: true }, { number: 2 });
		const options = { retries: 1, retryPause: 0.1 };
		const id = await activated({ mode: 'persistent', source: 'stream', stream: named(stream), group: named('workers'), startFrom: 'start', options }, notes);
		await until('the failed event to be parked', async () => ((await reasons(stream, 'workers')).length === 1 ? true : undefined));
		expect(await reasons(stream, 'workers')).toEqual([expect.stringMatching(/Check: Not this one/)]);
		await until('the other events', async () => ((await noted(notes)).length >= 4 ? true : undefined));
		expect((await noted(notes)).toSorted()).toEqual([0, 1, 1, 2]);

		await call('POST', `/workflows/${id}/deactivate`);
		// n8n answers before its triggers have ended.
		await until('the listener to leave', async () => ((await client.getPersistentSubscriptionToStreamInfo(stream, 'workers')).connections.length === 0 ? true : undefined));
		await append(stream, { number: 3 });
		await sleep(500);
		expect(await noted(notes)).toHaveLength(4);
		await call('POST', `/workflows/${id}/activate`);
		await until('the event that came in between', async () => ((await noted(notes)).includes(3) ? true : undefined));
		await sleep(500);
		expect((await noted(notes)).toSorted()).toEqual([0, 1, 1, 2, 3]);
	});

	it('a new version of the workflow loses and doubles nothing while events come', async () => {
		const [stream, notes] = [unique(), unique('notes')];
		const trigger = { mode: 'catchUp', source: 'stream', stream: named(stream), startFrom: 'start' };
		const id = await activated(trigger, notes);
		const numbers = Array.from({ length: 40 }, (_, number) => number);
		const appending = (async () => {
			for (const number of numbers) {
				await append(stream, { number });
				await sleep(50);
			}
		})();
		await until('some executions', async () => ((await noted(notes)).length > 5 ? true : undefined));
		await call('PUT', `/workflows/${id}`, workflow({ ...trigger, options: { batchWait: 100 } }, notes, `Event Store Trigger ${notes}, changed`));
		await call('POST', `/workflows/${id}/activate`);
		await appending;
		await until('all executions', async () => ((await noted(notes)).length >= numbers.length ? true : undefined));
		await sleep(500);
		expect(await noted(notes)).toEqual(numbers);
	});

	it('listening for a test event shows the next one, and leaves it to the group', async () => {
		const [stream, notes] = [unique(), unique('notes')];
		const trigger = { mode: 'persistent', source: 'stream', stream: named(stream), group: named('workers'), startFrom: 'start' };
		const { id } = await call<{ id: string }>('POST', '/workflows', workflow(trigger, notes, `Event Store Trigger ${notes}`));
		made.push(id);
		const session = await ownerSession(n8n);
		await session.post(`/workflows/${id}/run`, { triggerToStartFrom: { name: 'On events' } });
		await append(stream, { number: 7 });
		const [execution] = await until('the test', async () => {
			const { data } = await call<{ data: Execution[] }>('GET', `/executions?workflowId=${id}&includeData=true`);
			return data[0]?.status === 'success' ? data : undefined;
		});
		expect(execution!.data.resultData.runData['On events']?.[0]?.data.main[0]?.map(({ json }) => json.data)).toEqual([{ number: 7, fails: false }]);
		await call('POST', `/workflows/${id}/activate`);
		await until('the event in the active workflow', async () => ((await noted(notes)).length === 2 ? true : undefined));
	});
});
