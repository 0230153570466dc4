import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { connectionsIn } from '../../stack/connections.ts';
import type { Environment } from '../../stack/environment.ts';
import { stackCredentials } from '../../stack/n8n/credentials.ts';
import { keepingSuccesses, publishWorkflows, readWorkflows } from '../../stack/n8n/workflows.ts';

describe('workflow files', () => {
	let root: string;
	const put = async (process: string, content: string) => {
		await mkdir(join(root, process));
		await writeFile(join(root, process, 'workflow.json'), content);
	};

	beforeEach(async () => {
		root = await mkdtemp(join(tmpdir(), 'cim-test-'));
	});

	afterEach(() => rm(root, { recursive: true }));

	it("go by their own id, else by their folder's name", async () => {
		await put('store-document', JSON.stringify({ name: 'Store', nodes: [], connections: {} }));
		await put('find-document', JSON.stringify({ id: 'abc', name: 'Find', nodes: [], connections: {} }));
		expect((await readWorkflows(root)).map(({ id }) => id)).toEqual(['abc', 'store-document']);
	});

	it.each(['{', '{"nodes": [], "connections": {}}'])('that are none are named: %s', async (content) => {
		await put('broken', content);
		await expect(readWorkflows(root)).rejects.toThrow(/workflows\/broken\/workflow\.json/);
	});
});

it('a workflow whose successes n8n is to keep has that in its settings, and the others as they were', () => {
	const workflow = { id: 'a', name: 'A', nodes: [], connections: {}, settings: { executionOrder: 'v1', saveDataSuccessExecution: 'none' }, source: '' };
	expect(keepingSuccesses(workflow)).toEqual({ ...workflow, settings: { executionOrder: 'v1', saveDataSuccessExecution: 'all' } });
});

describe('publishing', () => {
	const sessionThat = (refuses: (id: string, published: Set<string>) => boolean) => {
		const published = new Set<string>();
		const idOf = (path: string) => path.split('/')[2] ?? '';
		return {
			get: <T>(path: string) =>
				Promise.resolve({ status: 'published', liveVersionId: `v-${idOf(path)}`, triggers: [] } as T),
			post: <T>(path: string) => {
				if (refuses(idOf(path), published)) return Promise.reject(new Error(`${idOf(path)} is refused`));
				published.add(idOf(path));
				return Promise.resolve(undefined as T);
			},
			patch: () => Promise.reject(new Error('not called')),
			file: () => Promise.reject(new Error('not called')),
		};
	};
	const saved = (id: string) => ({ id, versionId: `v-${id}` });

	it('tries a workflow again once the one that it calls is published', async () => {
		const session = sessionThat((id, published) => id === 'caller' && !published.has('called'));
		expect((await publishWorkflows(session, [saved('caller'), saved('called')])).size).toBe(0);
	});

	it('ends with the reasons of those that stay refused', async () => {
		const session = sessionThat((id) => id === 'broken');
		const refused = await publishWorkflows(session, [saved('broken'), saved('fine')]);
		expect([...refused]).toEqual([['broken', 'broken is refused']]);
	});
});

describe('credentials of the stack', () => {
	it('have fixed ids and point to service names', () => {
		const credentials = stackCredentials(connectionsIn({}, 'stack'));
		expect(credentials.map(({ id }) => id)).toEqual([
			'cim-ceph-dashboard',
			'cim-object-gateway',
			'cim-object-gateway-admin',
			'cim-ipfs',
			'cim-event-store',
			'cim-netbox',
			'cim-authentik',
		]);
		expect(credentials[1]?.data).toMatchObject({ endpoint: 'http://ceph:7480', forcePathStyle: true });
	});

	it('give people addresses that open on the host', () => {
		const dataOf = (environment: Environment) =>
			new Map(stackCredentials(connectionsIn(environment, 'stack')).map(({ id, data }) => [id, data]));
		const here = dataOf({ CIM_PORT_RGW: '17480', CIM_PORT_NETBOX: '18000', CIM_PORT_IPFS_GATEWAY: '18080' });
		expect(here.get('cim-object-gateway')).toMatchObject({ endpoint: 'http://ceph:7480', publicEndpoint: 'http://127.0.0.1:17480' });
		expect(here.get('cim-object-gateway-admin')).toMatchObject({ publicEndpoint: 'https://127.0.0.1:7443' });
		expect(here.get('cim-netbox')).toMatchObject({ url: 'http://netbox:8000', publicUrl: 'http://127.0.0.1:18000' });
		expect(here.get('cim-ipfs')).toMatchObject({ rpcUrl: 'http://ipfs:5001', gatewayUrl: 'http://127.0.0.1:18080' });
		const elsewhere = dataOf({ CIM_RGW_URL: 'https://rgw.example', CIM_NETBOX_URL: 'https://netbox.example' });
		expect(elsewhere.get('cim-object-gateway-admin')).toMatchObject({ endpoint: 'https://rgw.example', publicEndpoint: 'https://rgw.example' });
		expect(elsewhere.get('cim-netbox')).toMatchObject({ publicUrl: 'https://netbox.example' });
	});
});
