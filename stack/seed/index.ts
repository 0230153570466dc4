import { existsSync } from 'node:fs';

import { type Connections, connections } from '../connections.ts';
import type { Log } from '../engine/apt.ts';
import type { SystemName } from '../services.ts';

/** A seed puts in what is missing and leaves what is there: it runs at every start. */
export type Seed = (connections: Connections, log: Log) => Promise<void>;

/** Systems that get data to start from, each from the file of its name beside this one. */
export const seededSystems: readonly SystemName[] = ['netbox', 'authentik', 'ceph'];

/** Runs a system's seed, from the host's side. */
export async function seedSystem(project: string, system: SystemName, log: Log): Promise<void> {
	const file = new URL(`./${system}.ts`, import.meta.url);
	if (!existsSync(file)) {
		log(`no example data: stack/seed/${system}.ts is missing`);
		return;
	}
	const { seed } = (await import(file.href)) as { seed: Seed };
	await seed(await connections(project, 'host'), log);
}
