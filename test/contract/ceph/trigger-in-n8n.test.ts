import { setTimeout as sleep } from 'node:timers/promises';

import { CreateBucketCommand, DeleteBucketCommand, DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import axios, { isAxiosError } from 'axios';

import { connections } from '../../../stack/connections.ts';
import { ownerSession } from '../../../stack/n8n/session.ts';
import { s3, unique } from './support/ceph.ts';
import { notificationsOf, topicNames } from './support/trigger.ts';

const project = process.env.CIM_PROJECT ?? 'cim-test';
const { n8n } = await connections(project, 'host');
const api = axios.create({ baseURL: `${n8n.url}/api/v1`, headers: { 'X-N8N-API-KEY': n8n.apiKey }, proxy: false, timeout: 60_000 });

interface Execution {
	id: string;
	status: string;
	data: { resultData: { runData: Record<string, { data: { main: { json: Record<string, unknown> }[][] } }[]> } };
}

/** How far n8n is with starting the triggers, as it tells its editor. */
interface PublicationStatus {
	status: string;
	triggers: { errorMessage: string | null }[];
}

const workflow = (bucket: string, parameters: object) => ({
	name: `Ceph Trigger ${bucket}`,
	nodes: [
		{
			id: '33333333-0000-4000-8000-000000000001',
			webhookId: crypto.randomUUID(),
			name: 'On objects',
			type: 'n8n-nodes-cim.cephTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: { bucket: { __rl: true, mode: 'name', value: bucket }, ...parameters },
			credentials: { cephObjectGatewayApi: { id: 'cim-object-gateway', name: 'Ceph Object Gateway' } },
		},
		{ id: '33333333-0000-4000-8000-000000000002', name: 'Done', type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [220, 0], parameters: {} },
	],
	connections: { 'On objects': { main: [[{ node: 'Done', type: 'main', index: 0 }]] } },
	settings: { executionOrder: 'v1' },
});

/** One request to n8n's public API; a refusal fails with n8n's own words. */
async function call<T>(method: 'GET' | 'POST' | 'DELETE', path: string, data: object | undefined = method === 'POST' ? {} : undefined): Promise<T> {
	try {
		return (await api.request<T>({ method, url: path, data })).data;
	} catch (thrown) {
		if (!isAxiosError(thrown) || thrown.response === undefined) throw thrown;
		const said = JSON.stringify(thrown.response.data);
		const hint = /cephTrigger|Unrecognized node type|not known/i.test(said)
			? `: the running n8n has no Ceph Trigger; install the current build with \`npm run stack -- up --project ${project}\``
			: '';
		throw new Error(`n8n refuses ${method} ${path} with ${thrown.response.status}: ${said}${hint}`, { cause: thrown });
	}
}

async function until<T>(what: string, look: () => Promise<T | undefined>, timeout = 120_000): Promise<T> {
	for (const deadline = Date.now() + timeout; Date.now() < deadline; await sleep(500)) {
		const found = await look();
		if (found !== undefined) return found;
	}
	throw new Error(`Waited ${timeout / 1000} s for ${what}; if the running n8n has no Ceph Trigger, install the current build with \`npm run stack -- up --project ${project}\``);
}

/** Newest first. */
async function executionsOf(id: string): Promise<Execution[]> {
	return (await call<{ data: Execution[] }>('GET', `/executions?workflowId=${id}&includeData=true`)).data;
}

/** n8n refuses as long as it takes the triggers down. */
async function removeWorkflow(id: string): Promise<void> {
	await call('POST', `/workflows/${id}/deactivate`);
	await until('n8n to delete a workflow', () =>
		call('DELETE', `/workflows/${id}`).then(
			() => true,
			() => undefined,
		),
	);
}

describe('in the running n8n', () => {
	const bucket = unique();
	const made: string[] = [];
	const newWorkflow = async (): Promise<string> => {
		const { id } = await call<{ id: string }>('POST', '/workflows', workflow(bucket, { prefix: 'in/' }));
		made.push(id);
		return id;
	};
	const topicsOf = async (id: string) => (await topicNames()).filter((name) => name.includes(`-${id}-`));

	beforeAll(async () => {
		await s3.send(new CreateBucketCommand({ Bucket: bucket }));
	});

	afterAll(async () => {
		// n8n ends listening for a test after two minutes; without its workflow it could not.
		for (const id of made) {
			await until('n8n to listen no more', async () => ((await topicsOf(id)).some((name) => name.startsWith('n8n-test-')) ? undefined : true), 150_000);
			await removeWorkflow(id);
		}
		for (const Key of ['in/1.txt', 'in/2.txt', 'elsewhere/1.txt']) await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
		await s3.send(new DeleteBucketCommand({ Bucket: bucket }));
	}, 240_000);

	it('an object starts an execution, until the workflow is deactivated', async () => {
		const id = await newWorkflow();
		await call('POST', `/workflows/${id}/activate`);
		const topic = await until('the topic of the trigger', async () => (await topicsOf(id))[0]);
		await until('the notification of the trigger', async () => (await notificationsOf(bucket)).get(topic));

		for (const Key of ['elsewhere/1.txt', 'in/1.txt']) await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: 'body' }));
		const execution = await until('an execution', async () => (await executionsOf(id)).find(({ status }) => status === 'success'));
		const items = execution.data.resultData.runData.Done?.[0]?.data.main[0]?.map(({ json }) => json);
		expect(items).toEqual([expect.objectContaining({ event: 'ObjectCreated:Put', bucket, key: 'in/1.txt', size: 4, metadata: {}, tags: {} })]);
		expect(JSON.stringify(execution)).not.toMatch(/opaqueData/);

		await call('POST', `/workflows/${id}/deactivate`);
		await until('the topic to be gone', async () => ((await topicsOf(id)).length === 0 ? true : undefined));
		expect([...(await notificationsOf(bucket)).keys()]).toEqual([]);
	}, 300_000);

	it('an object starts one execution when somebody listens for a test, and nothing is left afterwards', async () => {
		const session = await ownerSession(n8n);
		const id = await newWorkflow();
		expect(await session.post(`/workflows/${id}/run`, { triggerToStartFrom: { name: 'On objects' } })).toEqual({ waitingForWebhook: true });
		expect(await topicsOf(id)).toHaveLength(1);
		await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'in/2.txt', Body: 'body' }));
		const executions = await until('an execution', async () => {
			const all = await executionsOf(id);
			return all[0]?.status === 'success' ? all : undefined;
		});
		expect(executions).toHaveLength(1);
		expect(executions[0]!.data.resultData.runData['On objects']?.[0]?.data.main[0]?.map(({ json }) => json.key)).toEqual(['in/2.txt']);
		await until('the topic to be gone', async () => ((await topicsOf(id)).length === 0 ? true : undefined));
		expect([...(await notificationsOf(bucket)).keys()]).toEqual([]);
	}, 300_000);

	it('that there is no such bucket is what n8n says when the workflow is activated', async () => {
		const { id: other } = await call<{ id: string }>('POST', '/workflows', workflow('no-such-bucket-anywhere', {}));
		const session = await ownerSession(n8n);
		try {
			await call('POST', `/workflows/${other}/activate`);
			const status = await until(
				'n8n to give up on the trigger',
				async () => {
					const found = await session.get<PublicationStatus>(`/workflows/${other}/publication-status`);
					return found.status === 'failed' ? found : undefined;
				},
			);
			expect(status.triggers.map(({ errorMessage }) => errorMessage)).toEqual(['There is no bucket "no-such-bucket-anywhere"']);
			expect((await topicNames()).filter((name) => name.includes(`-${other}-`))).toEqual([]);
		} finally {
			await removeWorkflow(other);
		}
	}, 300_000);
});
