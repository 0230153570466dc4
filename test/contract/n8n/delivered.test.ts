import { setTimeout as sleep } from 'node:timers/promises';

import { CreateBucketCommand, DeleteBucketCommand, DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import axios from 'axios';

import { connections } from '../../../stack/connections.ts';
import { type ListedCredential, pickedByEditor } from '../../../stack/n8n/defaultCredentials.ts';
import { ownerSession } from '../../../stack/n8n/session.ts';
import { named, s3, unique } from '../ceph/support/ceph.ts';

const project = process.env.CIM_PROJECT ?? 'cim-test';
const { n8n, netBox, rgw, ipfs } = await connections(project, 'host');
const session = await ownerSession(n8n);
const api = axios.create({ baseURL: `${n8n.url}/api/v1`, headers: { 'X-N8N-API-KEY': n8n.apiKey }, proxy: false });

interface Execution {
	status: string;
	data: { resultData: { runData: Record<string, { error?: { message: string }; data?: { main: { json: Record<string, unknown> }[][] } }[]> } };
}

/** The empty directory, which every IPFS node knows. */
const EMPTY = 'bafyaabakaieac';

const bucket = unique();
/** What a person drags onto the canvas: nodes with the credential that n8n's editor gives them. */
const nodes = {
	Streams: { type: 'eventStore', credential: 'eventStoreApi', parameters: { operation: 'list', returnAll: false, limit: 1 } },
	Tenants: { type: 'netBox', credential: 'netBoxApi', parameters: { operation: 'list', objectType: { __rl: true, mode: 'list', value: 'tenancy/tenants' }, returnAll: false, limit: 1 } },
	Object: { type: 'ceph', credential: 'cephObjectGatewayApi', parameters: { resource: 'object', operation: 'presign', bucket: named(bucket), key: 'file.txt' } },
	File: { type: 'ipfs', credential: 'ipfsApi', parameters: { resource: 'file', operation: 'stat', path: EMPTY } },
};

async function executed(): Promise<Execution['data']['resultData']['runData']> {
	const stored = await session.get<ListedCredential[]>('/credentials');
	const start = { id: 'start', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} };
	const dragged = Object.entries(nodes).map(([name, { type, credential, parameters }], row) => {
		const picked = pickedByEditor(credential, stored);
		return {
			id: name,
			name,
			type: `n8n-nodes-cim.${type}`,
			typeVersion: 1,
			position: [220, 160 * row],
			parameters,
			credentials: { [credential]: { id: picked?.id, name: picked?.name } },
			onError: 'continueRegularOutput',
		};
	});
	const targets = dragged.map(({ name }) => ({ node: name, type: 'main', index: 0 }));
	const workflow = { name: `Delivered ${bucket}`, nodes: [start, ...dragged], connections: { Start: { main: [targets] } }, settings: {} };
	const { id } = await session.post<{ id: string }>('/workflows', workflow);
	try {
		const { executionId } = await session.post<{ executionId: string }>(`/workflows/${id}/run`, { triggerToStartFrom: { name: 'Start' } });
		for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(300)) {
			const { data } = await api.get<Execution>(`/executions/${executionId}`, { params: { includeData: true }, validateStatus: () => true });
			if (['success', 'error', 'crashed'].includes(data.status)) return data.data.resultData.runData;
		}
		throw new Error('The execution did not end within a minute.');
	} finally {
		await api.delete(`/workflows/${id}`);
	}
}

describe('the delivered n8n, with what its editor gives to a node by itself', () => {
	let answers: Record<string, Record<string, unknown> | undefined>;

	beforeAll(async () => {
		await s3.send(new CreateBucketCommand({ Bucket: bucket }));
		await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'file.txt', Body: 'body' }));
		const runData = await executed();
		answers = Object.fromEntries(Object.entries(runData).map(([name, [run]]) => [name, run?.data?.main[0]?.[0]?.json]));
	});

	afterAll(async () => {
		await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'file.txt' }));
		await s3.send(new DeleteBucketCommand({ Bucket: bucket }));
	});

	it('lists streams: the system projections run', () => {
		expect(answers.Streams).toEqual({ stream: expect.any(String) as string });
	});

	it('links to a file in IPFS that opens on the host', async () => {
		const link = String(answers.File?.link);
		expect(link).toBe(`${ipfs.gatewayUrl}/ipfs/${EMPTY}`);
		expect((await axios.get(link, { proxy: false })).status).toBe(200);
	});

	it('makes URLs of objects that open on the host', async () => {
		const url = String(answers.Object?.url);
		expect(new URL(url).origin).toBe(rgw.url);
		expect((await axios.get<string>(url, { proxy: false })).data).toBe('body');
	});

	it("links to NetBox's own pages as browsers on the host open them", async () => {
		const url = String(answers.Tenants?.display_url);
		expect(new URL(url).origin).toBe(netBox.url);
		// Without a session it is the page to log in.
		expect((await axios.get<string>(url, { proxy: false })).data).toContain('NetBox');
	});
});
