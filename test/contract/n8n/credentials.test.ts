import axios from 'axios';

import { connections } from '../../../stack/connections.ts';
import { stackCredentials } from '../../../stack/n8n/credentials.ts';
import { type ListedCredential, pickedByEditor, putForward, toPutForward } from '../../../stack/n8n/defaultCredentials.ts';
import { ownerSession } from '../../../stack/n8n/session.ts';

const project = process.env.CIM_PROJECT ?? 'cim-test';
const { n8n } = await connections(project, 'host');
const session = await ownerSession(n8n);
const ours = stackCredentials(await connections(project, 'stack'));

const ORDINARY = 'cim-object-gateway';
const ADMINISTRATOR = 'cim-object-gateway-admin';

/** The stack's own as n8n lists them: another test may have made one of the same type just now. */
async function listed(): Promise<ListedCredential[]> {
	const all = await session.get<ListedCredential[]>('/credentials');
	return all.filter(({ id }) => ours.some((own) => own.id === id));
}

/** What n8n's dialog says of a stored credential. */
async function tested(id: string): Promise<string> {
	const { name, type, data } = await session.get<ListedCredential & { data: unknown }>(`/credentials/${id}?includeData=true`);
	const { status, message } = await session.post<{ status: string; message: string }>('/credentials/test', { credentials: { id, name, type, data } });
	return `${status}: ${message}`;
}

it('a new node of each type gets the ordinary credential of the stack', async () => {
	const stored = await listed();
	expect(stored).toHaveLength(ours.length);
	for (const { id, type } of ours) {
		if (id !== ADMINISTRATOR) expect(pickedByEditor(type, stored)?.id).toBe(id);
	}
});

it("the ordinary credential is put forward again, its secrets kept, when the administrator's was saved after it", async () => {
	await putForward(session, ADMINISTRATOR);
	expect(toPutForward(ours, await listed())).toEqual([ORDINARY]);
	await putForward(session, ORDINARY);
	expect(toPutForward(ours, await listed())).toEqual([]);
	for (const id of [ORDINARY, ADMINISTRATOR]) expect(await tested(id)).toMatch(/^OK: /);
});

it('a workflow that comes with ids of another n8n gets the credential of the same name, and no other one', async () => {
	const node = (name: string) => ({
		id: crypto.randomUUID(),
		name,
		type: 'n8n-nodes-cim.ceph',
		typeVersion: 1,
		position: [0, 0],
		parameters: { resource: 'bucket', operation: 'getMany' },
		credentials: { cephObjectGatewayApi: { id: 'of-another-n8n', name } },
	});
	const names = ['Ceph Object Gateway', 'Ceph Object Gateway (administration, by TLS)', 'Of another n8n'];
	interface Saved {
		id: string;
		nodes: { credentials: Record<string, { id: string }> }[];
	}
	const saved = await session.post<Saved>('/workflows', { name: 'Credentials of another n8n', nodes: names.map(node), connections: {} });
	try {
		expect(saved.nodes.map(({ credentials }) => credentials.cephObjectGatewayApi?.id)).toEqual([ORDINARY, ADMINISTRATOR, 'of-another-n8n']);
	} finally {
		await axios.delete(`${n8n.url}/api/v1/workflows/${saved.id}`, { headers: { 'X-N8N-API-KEY': n8n.apiKey }, proxy: false });
	}
});
