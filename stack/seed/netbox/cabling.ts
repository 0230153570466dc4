import { type Client, idOf, type Stored } from './client.ts';
import { DEVICES } from './devices.ts';

/** Every server has its first port on one leaf switch and its second on the other; the switches are joined twice. */
const LEAVES = ['ams1-leaf-01', 'ams1-leaf-02'] as const;

/** Cables between servers and switches. */
export async function ensureCabling(client: Client, interfaces: ReadonlyMap<string, Stored>): Promise<void> {
	const servers = DEVICES.filter(({ role }) => role === 'storage-node' || role === 'compute-node');
	const runs = [
		...servers.flatMap(({ name }, index) =>
			LEAVES.map((leaf, port) => [`${name} ens1f${port}`, `${leaf} Ethernet${index + 1}`, 'dac-passive'] as const),
		),
		...[49, 50].map((port) => [`${LEAVES[0]} Ethernet${port}/1`, `${LEAVES[1]} Ethernet${port}/1`, 'dac-active'] as const),
	];
	const at = (port: string) => [{ object_type: 'dcim.interface', object_id: idOf(interfaces, port) }];
	const cables = runs
		.map(([a, b, type], index) => ({ a, b, type, label: `AMS1-${String(index + 1).padStart(3, '0')}` }))
		// A port takes one cable: where somebody has cabled otherwise, it stays so.
		.filter(({ a, b }) => [a, b].every((port) => interfaces.get(port)?.cable === null))
		.map(({ a, b, type, label }) => ({ a_terminations: at(a), b_terminations: at(b), type, status: 'connected', label }));
	await client.ensure('dcim/cables', new Map(cables.map((cable) => [cable.label, cable])), ({ label }) => String(label));
}
