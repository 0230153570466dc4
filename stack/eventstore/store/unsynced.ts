import type { StreamState } from './stream-table.ts';

/**
 * What a commit has changed, as it was before, for as long as it waits for its sync. Reads show that meanwhile, point
 * reads and the ends of streams and log included: for everybody who reads, a commit happens when it is on the disk.
 * Nobody sees what a power failure may still take back, and nobody who waits for a commit has read it before.
 *
 * One commit waits at a time, and no transaction runs while it does, so what writes always sees the newest state.
 */
export class Unsynced {
	readonly #streams = new Map<string, StreamState>();
	#last = 0;
	#waiting = false;

	/** A transaction begins. @param last row of the newest event */
	begin(last: number): void {
		this.#streams.clear();
		this.#last = last;
	}

	/** Whether the transaction has changed a stream already. */
	has(stream: string): boolean {
		return this.#streams.has(stream);
	}

	/** The transaction is about to change a stream, for the first time. */
	keep(stream: StreamState): void {
		this.#streams.set(stream.name, stream);
	}

	/** The transaction is committed, and waits for its sync. */
	hide(): void {
		this.#waiting = true;
	}

	/** The commit is on the disk. */
	show(): void {
		this.#waiting = false;
	}

	/** Whether a commit waits for its sync. */
	get waiting(): boolean {
		return this.#waiting;
	}

	/** The stream as it was before the commit that waits; undefined when that has not changed it, or none waits. */
	stream(name: string): StreamState | undefined {
		return this.#waiting ? this.#streams.get(name) : undefined;
	}

	/** Row of the newest event that may be seen; undefined when all may. */
	get last(): number | undefined {
		return this.#waiting ? this.#last : undefined;
	}
}
