import type { DiskSync } from '../../../../stack/eventstore/store/write-ahead-log.ts';

/** A disk whose syncs take as long as a test wants. */
export class HeldLog implements DiskSync {
	/** Whether syncs wait to be let through, or to fail. */
	held = false;
	/** How many syncs were asked for. */
	asked = 0;
	closed = false;
	#waiting: { resolve: () => void; reject: (error: Error) => void }[] = [];

	readonly sync = (): Promise<void> => {
		this.asked += 1;
		if (!this.held) return Promise.resolve();
		return new Promise<void>((resolve, reject) => this.#waiting.push({ resolve, reject }));
	};

	close(): void {
		this.closed = true;
	}

	/** How many syncs are under way. */
	get underWay(): number {
		return this.#waiting.length;
	}

	/** Waits for a sync to be under way. */
	async busy(): Promise<void> {
		while (this.underWay === 0) await nextTurn();
	}

	/** Brings everything to the disk, now and from now on. */
	async letThrough(): Promise<void> {
		this.held = false;
		await this.finish();
	}

	/** Brings to the disk what is being synced. */
	async finish(): Promise<void> {
		for (const { resolve } of this.#waiting.splice(0)) resolve();
		await nextTurn();
	}

	async fail(): Promise<void> {
		for (const { reject } of this.#waiting.splice(0)) reject(new Error('EIO: i/o error, fdatasync'));
		await nextTurn();
	}
}

/** Lets everything happen that waits for nothing but its turn. */
export async function nextTurn(): Promise<void> {
	await new Promise((resolve) => setImmediate(resolve));
	await new Promise((resolve) => setImmediate(resolve));
}
