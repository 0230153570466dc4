import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { contentHash, filesBelow } from '../build/contentHash.ts';
import { type Connections, connections } from '../connections.ts';
import type { Log } from '../engine/apt.ts';
import type { SystemName } from '../services.ts';
import { isDone, keepDone } from '../state.ts';

/** A seed puts in what is missing and leaves what is there, so that it may run at every start. */
export type Seed = (connections: Connections, log: Log) => Promise<void>;

/** Systems that get data to start from, each from the file of its name beside this one. */
export const seededSystems: readonly SystemName[] = ['netbox', 'authentik', 'ceph'];

/** What became of a system's seed. */
export type SeedOutcome = 'seeded' | 'unchanged' | 'no seed';

/**
 * Runs a system's seed, unless it ran with the same text against the same data.
 * @param dataIdentity tells the system's data from data that were made anew
 */
export async function seedSystem(
	project: string,
	system: SystemName,
	dataIdentity: string,
	log: Log,
): Promise<SeedOutcome> {
	const file = new URL(`./${system}.ts`, import.meta.url);
	if (!existsSync(file)) return 'no seed';
	const folder = fileURLToPath(new URL('.', import.meta.url));
	const hash = contentHash({ ...(await filesBelow(folder, ['**'])), dataIdentity });
	if (await isDone(project, `seed ${system}`, hash)) return 'unchanged';
	const { seed } = (await import(file.href)) as { seed: Seed };
	await seed(await connections(project, 'host'), log);
	await keepDone(project, `seed ${system}`, hash);
	return 'seeded';
}
