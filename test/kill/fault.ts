import { setTimeout as sleep } from 'node:timers/promises';

import { waitUntil } from '../../acceptance/support/wait-until.ts';
import type { Gates } from './gate/gates.ts';
import type { Watch } from './gate/watch.ts';
import type { Ground } from './ground.ts';
import { readRun } from './systems/journal.ts';

/** Milliseconds. */
const READY = 300_000;

/** States in which somebody has a run. */
const HELD = ['running', 'undoing'];

/** What is killed, and how it comes back. */
export interface Fault {
	name: string;
	/** Kills it while runs are held, and starts it again. */
	strike(ground: Ground, gates: Gates, watches: readonly Watch[], journals: readonly (string | undefined)[]): Promise<void>;
}

/**
 * n8n's container is killed. What was held before it was written is never written; of what was written nobody hears. n8n stays away
 * until the leases of its runs are over, so that they are found when it starts.
 */
const n8n: Fault = {
	name: 'n8n',
	async strike({ systems }, _gates, watches, journals) {
		await systems.containers.kill('n8n');
		for (const watch of watches) watch.release('cut');
		const runs = await Promise.all(journals.map((journal) => readRun(systems, journal)));
		const over = Math.max(...runs.map(({ state, leaseEnd }) => (HELD.includes(state) ? (leaseEnd?.getTime() ?? 0) : 0)));
		await sleep(Math.max(0, over - Date.now()));
		await systems.containers.resume();
		await waitUntil('n8n to be ready', async () => await ready(`${systems.connections.n8n.url}/healthz/readiness`), READY);
	},
};

/** The event store's container is killed, and n8n's connections to it with it; n8n lives, and its runs go on as far as they can. */
const eventStore: Fault = {
	name: 'event store',
	async strike({ systems }, gates, watches) {
		await systems.containers.kill('eventstore');
		gates.breakEventStore();
		for (const watch of watches) watch.release('go');
		await systems.containers.resume();
		const { host } = new URL(systems.connections.eventStore.connectionString);
		await waitUntil('the event store to be ready', async () => await ready(`http://${host}/health/live`), READY);
	},
};

async function ready(url: string): Promise<void> {
	const { ok, status } = await fetch(url);
	if (!ok) throw new Error(`${url} answers ${status}`);
}

/** By the words of the command line. */
export const faults = { n8n, eventstore: eventStore } as const satisfies Record<string, Fault>;
export type FaultName = keyof typeof faults;
