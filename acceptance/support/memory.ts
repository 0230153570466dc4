import { setTimeout as sleep } from 'node:timers/promises';

import type { Containers } from './containers.ts';

/** Milliseconds between two looks. */
const INTERVAL = 1_000;

/** How much memory n8n's processes hold that no file backs: page cache, which the kernel takes back, does not count. */
export class MemoryWatch {
	private readonly containers: Containers;
	private readonly before: number;
	private peak: number;
	private watching = true;
	private readonly looks: Promise<void>;

	private constructor(containers: Containers, before: number) {
		this.containers = containers;
		this.before = before;
		this.peak = before;
		this.looks = this.look();
		// Reported by stop(); a look that fails before must not end the run.
		this.looks.catch(() => undefined);
	}

	static async start(containers: Containers): Promise<MemoryWatch> {
		return new MemoryWatch(containers, await anonymousMemory(containers));
	}

	/** @returns bytes by which the highest look exceeds the first */
	async stop(): Promise<number> {
		this.watching = false;
		await this.looks;
		return this.peak - this.before;
	}

	private async look(): Promise<void> {
		while (this.watching) {
			await sleep(INTERVAL);
			this.peak = Math.max(this.peak, await anonymousMemory(this.containers));
		}
	}
}

/** Sum of `RssAnon` (proc(5), status) of all processes in n8n's containers, task runners among them, in bytes. */
async function anonymousMemory(containers: Containers): Promise<number> {
	// Processes come and go meanwhile: what has ended is passed over.
	const statuses = (await containers.execInN8n(['sh', '-c', 'grep -hs ^RssAnon: /proc/[0-9]*/status || true'])).join('\n');
	const sizes = [...statuses.matchAll(/^RssAnon:\s+(\d+) kB$/gm)].map(([, size]) => Number(size));
	return sizes.reduce((sum, size) => sum + size, 0) * 1024;
}
