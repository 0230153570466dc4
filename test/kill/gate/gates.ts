import type { Systems } from '../../../acceptance/support/systems.ts';
import { connections, type Connections } from '../../../stack/connections.ts';
import { type Credential, stackCredentials } from '../../../stack/n8n/credentials.ts';
import { ownerSession, type Session } from '../../../stack/n8n/session.ts';
import { type EventStoreGate, openEventStoreGate } from './event-store-gate.ts';
import { type Gate, type HttpTarget, openHttpGate } from './http-gate.ts';
import { Watches } from './watch.ts';

/** Milliseconds that n8n waits for the event store while an append is held. */
const PATIENCE = 600_000;

/** Credentials whose systems are behind gates. */
const GATED = ['cim-ceph-dashboard', 'cim-object-gateway', 'cim-ipfs', 'cim-event-store', 'cim-netbox'];

/** All that the processes write passes through them. */
export interface Gates {
	watches: Watches;
	/** Breaks n8n's connections to the event store. */
	breakEventStore(): void;
	/** Has n8n call the systems themselves again. */
	close(): Promise<void>;
}

/** Opens a gate in front of each system that processes write to, and has n8n go through them. */
export async function openGates({ project, connections: host, containers }: Systems): Promise<Gates> {
	const address = hostAddress(await containers.exec('n8n', ['cat', '/proc/net/route']));
	const watches = new Watches();
	const session = await ownerSession(host.n8n);
	const inside = await connections(project, 'stack');
	const { http, eventStore } = await open(host, watches, address);
	const at = ({ port }: Gate) => `http://${address}:${port}`;
	const through: Connections = {
		...inside,
		cephDashboard: { ...inside.cephDashboard, url: at(http.dashboard) },
		rgw: { ...inside.rgw, url: at(http.rgw) },
		ipfs: { ...inside.ipfs, rpcUrl: at(http.ipfs) },
		netBox: { ...inside.netBox, url: at(http.netBox) },
		eventStore: { connectionString: `esdb://${address}:${eventStore.port}?tls=false&defaultDeadline=${PATIENCE}` },
	};
	await store(session, stackCredentials(through));
	return {
		watches,
		breakEventStore: () => eventStore.breakConnections(),
		async close() {
			try {
				await store(await ownerSession(host.n8n), stackCredentials(inside));
			} finally {
				for (const gate of [...Object.values(http), eventStore]) gate.close();
			}
		},
	};
}

async function open(host: Connections, watches: Watches, address: string): Promise<{ http: Record<'dashboard' | 'rgw' | 'ipfs' | 'netBox', Gate>; eventStore: EventStoreGate }> {
	const changes = (method: string) => method !== 'GET' && method !== 'HEAD';
	const gate = (target: HttpTarget) => openHttpGate(target, watches, address);
	const { cephDashboard, rgw, ipfs, netBox } = host;
	const { host: eventStore } = new URL(host.eventStore.connectionString);
	return {
		http: {
			dashboard: await gate({ name: 'Ceph', url: cephDashboard.url, caCertificate: cephDashboard.caCertificate, isWrite: (method, path) => changes(method) && !path.startsWith('/api/auth') }),
			rgw: await gate({ name: 'Object Gateway', url: rgw.url, isWrite: changes }),
			// Kubo's calls are all POST.
			ipfs: await gate({ name: 'IPFS', url: ipfs.rpcUrl, isWrite: (_method, path) => /^\/api\/v0\/(add|pin\/(add|rm)|files\/(write|rm|cp))\b/.test(path) }),
			netBox: await gate({ name: 'NetBox', url: netBox.url, isWrite: changes }),
		},
		eventStore: await openEventStoreGate(`http://${eventStore}`, watches, address),
	};
}

/** As the editor's *Save* does. */
async function store(session: Session, credentials: readonly Credential[]): Promise<void> {
	for (const { id, name, type, data } of credentials) {
		if (GATED.includes(id)) await session.patch(`/credentials/${id}`, { name, type, data });
	}
}

/** Address under which a container reaches this machine, from its routes as the kernel writes them: the least byte first. */
function hostAddress(routes: string): string {
	const gateway = routes
		.split('\n')
		.map((line) => line.split(/\s+/))
		.find(([, destination]) => destination === '00000000')?.[2];
	if (gateway === undefined) throw new Error('The container of n8n has no default route, so that it cannot reach the gates.');
	return Array.from({ length: 4 }, (_, byte) => parseInt(gateway.slice(6 - 2 * byte, 8 - 2 * byte), 16)).join('.');
}
