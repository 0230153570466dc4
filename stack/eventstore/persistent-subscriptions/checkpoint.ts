import type { Progress } from './progress.ts';
import type { GroupSettings } from './settings.ts';

/**
 * Decides when a group's progress is written down: at once when the upper bound of events is done since the last time,
 * and when the lower bound is, after the set time since the first of those.
 */
export class Checkpointer {
	/** The last place that was given to be written. */
	last: number | undefined;
	readonly #settings: GroupSettings;
	readonly #progress: Progress;
	readonly #write: (place: number) => Promise<void>;
	#done = 0;
	/** When the first event behind the last checkpoint was done; undefined while none is. */
	#since: number | undefined;
	#timer: NodeJS.Timeout | undefined;
	/** What is being written, and what is to be written after it. */
	#writing = false;
	#waiting: number | undefined;

	/**
	 * @param last where an earlier run had come to
	 * @param write puts a place into the checkpoint stream; must not reject
	 */
	constructor(
		settings: GroupSettings, progress: Progress, last: number | undefined, write: (place: number) => Promise<void>,
	) {
		this.#settings = settings;
		this.#progress = progress;
		this.last = last;
		this.#write = write;
	}

	/** To be called when the progress has grown. */
	advanced(): void {
		const { minCheckpointCount, maxCheckpointCount, checkpointAfter } = this.#settings;
		const count = this.#progress.done - this.#done;
		if (count <= 0) return;
		if (count >= maxCheckpointCount) {
			this.#mark();
			return;
		}
		this.#since ??= Date.now();
		if (count < minCheckpointCount || checkpointAfter === undefined || this.#timer !== undefined) return;
		const wait = Math.max(0, this.#since + checkpointAfter - Date.now());
		this.#timer = setTimeout(() => this.#mark(), wait).unref();
	}

	/** Writes what is done whatever the bounds say: at the end of the process. */
	flush(): void {
		if (this.#progress.done > this.#done) this.#mark();
	}

	stop(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
	}

	#mark(): void {
		this.stop();
		const { done, reached } = this.#progress;
		if (reached === undefined) return;
		this.#done = done;
		this.#since = undefined;
		this.last = reached;
		this.#waiting = reached;
		if (!this.#writing) void this.#drain();
	}

	/** One write at a time: what comes to be written meanwhile is overtaken by what comes after it. */
	async #drain(): Promise<void> {
		this.#writing = true;
		while (this.#waiting !== undefined) {
			const place = this.#waiting;
			this.#waiting = undefined;
			await this.#write(place);
		}
		this.#writing = false;
	}
}
