import type { Store } from '../../store/store.ts';

/** Waits for commits without missing one that happens while the waiter is busy. */
export class CommitSignal {
	readonly #aborted: AbortSignal;
	readonly #stopListening: () => void;
	#arrived = false;
	#wake: (() => void) | undefined;

	/**
	 * @param stream the stream whose commits count; undefined for all
	 * @param aborted ends the waiting
	 */
	constructor(store: Store, stream: string | undefined, aborted: AbortSignal) {
		this.#aborted = aborted;
		this.#stopListening = store.onCommit((touched) => {
			if (stream !== undefined && !touched.has(stream)) return;
			this.#arrived = true;
			this.#wake?.();
		});
		aborted.addEventListener('abort', this.#abort, { once: true });
	}

	/** Resolves when something was committed since the last call, or the waiting is aborted. */
	async next(): Promise<void> {
		if (!this.#arrived && !this.#aborted.aborted) {
			await new Promise<void>((resolve) => {
				this.#wake = resolve;
			});
		}
		this.#arrived = false;
	}

	close(): void {
		this.#stopListening();
		this.#aborted.removeEventListener('abort', this.#abort);
	}

	readonly #abort = () => this.#wake?.();
}
