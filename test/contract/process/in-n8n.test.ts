import { randomUUID } from 'node:crypto';

import axios from 'axios';

import { ownerSession } from '../../../stack/n8n/session.ts';
import { eventsOf, unique } from '../event-store/support/event-store.ts';
import { until } from '../event-store/support/until.ts';
import { call, n8n, removeWorkflow } from '../n8n/support/api.ts';
import { chosenWorkflow, drawn, entrance, note, process as node } from './support/workflows.ts';

const notes = unique('notes');
const name = `draw-${randomUUID().slice(0, 8)}`;
const made: string[] = [];
const steps: Record<'store' | 'unstore' | 'publish', string> = { store: '', unstore: '', publish: '' };

async function published(workflow: object): Promise<string> {
	const { id } = await call<{ id: string }>('POST', '/workflows', workflow);
	made.unshift(id);
	await call('POST', `/workflows/${id}/activate`);
	return id;
}

beforeAll(async () => {
	const gives = '={{ { place: "shelf " + $("Called").item.json.title } }}';
	steps.unstore = await published(drawn(`${name}: unstore`, { Called: entrance('Note', 'title', 'place'), Note: note(notes, 'Unstored', 'End'), End: node('step', 'end', { output: '{}' }) }));
	steps.store = await published(
		drawn(`${name}: store`, {
			Called: entrance('Note', 'title'),
			Note: note(notes, 'Stored', 'End'),
			End: node('step', 'end', { output: gives, undoStep: chosenWorkflow(steps.unstore, 'unstore') }),
		}),
	);
	steps.publish = await published(
		drawn(`${name}: publish`, {
			Called: entrance('Refuse', 'title', 'place', 'mayFail'),
			Refuse: { type: 'n8n-nodes-base.if', version: 2.2, parameters: { conditions: { options: { version: 2, typeValidation: 'loose' }, combinator: 'and', conditions: [{ leftValue: '={{ $json.mayFail }}', rightValue: 'yes', operator: { type: 'string', operation: 'equals' } }] } }, to: [['Fail'], ['End']] },
			Fail: { type: 'n8n-nodes-base.stopAndError', parameters: { errorMessage: 'Nobody may see this' } },
			End: node('step', 'end', { output: '={{ { url: "https://example/" + $("Called").item.json.place } }}' }),
		}),
	);
	const runs = (id: string, title: string, to: string) => node('step', 'run', { workflowId: chosenWorkflow(id, title), workflowInputs: { mappingMode: 'autoMapInputData', value: null }, options: { backOff: 0 } }, [[to], ['Undo']]);
	await published(
		drawn(name, {
			Asked: { type: 'n8n-nodes-base.webhook', version: 2, parameters: { httpMethod: 'POST', path: name, responseMode: 'responseNode' }, to: [['Start']] },
			Start: node('process', 'start', { process: name, key: '={{ $json.body.id }}', input: '={{ $json.body }}', source: 'text', schema: 'type Title struct {\n  id String\n  title String\n  mayFail optional String\n}', root: 'Title', options: { wait: 60 } }, [['Store'], ['Answer']]),
			Store: runs(steps.store, 'store', 'Publish'),
			Publish: runs(steps.publish, 'publish', 'Finish'),
			Finish: node('process', 'finish', { output: '={{ { url: $json.url } }}' }, [['Answer'], ['Undo']]),
			Undo: node('process', 'undo', {}, [['Answer']]),
			Answer: { type: 'n8n-nodes-base.respondToWebhook', version: 1.1, parameters: { respondWith: 'json', responseBody: '={{ JSON.stringify($json.body) }}', options: { responseCode: '={{ $json.status }}' } } },
		}),
	);
});

afterAll(async () => {
	for (const id of made) await removeWorkflow(id);
});

interface Answer {
	status: number;
	body: unknown;
}

/** Asks the process; n8n takes a moment to know a webhook. */
async function ask(body: object): Promise<Answer> {
	let answer: Answer | undefined;
	await until('n8n to know the webhook', async () => {
		const { status, data } = await axios.post<unknown>(`${n8n.url}/webhook/${name}`, body, { proxy: false, validateStatus: () => true });
		answer = { status, body: data };
		return status !== 404;
	});
	return answer!;
}

const noted = async (title: string) => (await eventsOf(notes)).filter(({ data }) => (data as unknown as { title: string }).title === title).map(({ type }) => type);

it('a process does its steps, and the same request again is answered without doing them', async () => {
	const id = randomUUID();
	const answer = { status: 200, body: { url: 'https://example/shelf atlas' } };
	expect(await ask({ id, title: 'atlas' })).toEqual(answer);
	expect(await ask({ id, title: 'atlas' })).toEqual(answer);
	expect(await noted('atlas')).toEqual(['Stored']);
	const types = (await eventsOf(`process-${name}.${id}`)).map(({ type }) => type);
	expect(types).toEqual(['ProcessStarted', 'StepStarted', 'StepDone', 'StepStarted', 'StepDone', 'ProcessFinished']);
});

it('what is done is undone when a later step fails, and the caller is told nothing of the inside', async () => {
	const id = randomUUID();
	expect(await ask({ id, title: 'globe', mayFail: 'yes' })).toEqual({ status: 500, body: { error: 'The request failed at "Publish" and was undone' } });
	expect(await noted('globe')).toEqual(['Stored', 'Unstored']);
	const failed = (await eventsOf(`process-${name}.${id}`)).find(({ type }) => type === 'StepFailed');
	expect(failed?.data).toMatchObject({ failure: { message: 'Nobody may see this' } });
});

it('an input that does not fit is answered with its paths', async () => {
	expect(await ask({ id: randomUUID(), title: 7 })).toMatchObject({ status: 422, body: { problems: [{ path: 'title' }] } });
});

it('twenty requests with one key are one run', async () => {
	const id = randomUUID();
	const answers = await Promise.all(Array.from({ length: 20 }, () => ask({ id, title: `at once ${id}` })));
	expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
	expect(await noted(`at once ${id}`)).toEqual(['Stored']);
});

it('the form of a step has the inputs that its entrance declares', async () => {
	const session = await ownerSession(n8n);
	const { fields } = await session.post<{ fields: { id: string }[] }>('/dynamic-node-parameters/local-resource-mapper-fields', {
		path: 'parameters.workflowInputs',
		nodeTypeAndVersion: { name: 'n8n-nodes-cim.process', version: 1 },
		methodName: 'loadStepInputs',
		currentNodeParameters: { workflowId: chosenWorkflow(steps.publish, 'publish') },
	});
	expect(fields.map(({ id }) => id)).toEqual(['title', 'place', 'mayFail']);
});
