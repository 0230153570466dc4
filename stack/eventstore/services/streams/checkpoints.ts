import { positionBehind } from '../../store/event-table.ts';
import type { EventFilter } from './filter.ts';

/**
 * Where the checkpoints of a filtered subscription lie, after KurrentDB 25. While it catches up it reads the log in pages
 * of so many events as the window has. A checkpoint is owed when enough of them were full; it lies at the last event of the
 * page that was sent, else where the page begins, so that nothing that was not considered lies before it. In live
 * operation it lies at the event considered last.
 */
export class Checkpoints {
	readonly #filter: EventFilter;
	/** Events of the page, and of full pages since the last checkpoint. */
	#inPage = 0;
	#inPages = 0;
	#place: number;
	#told: number | undefined;

	/** @param start position from which on the first page reads */
	constructor(filter: EventFilter, start: number) {
		this.#filter = filter;
		this.#place = start;
	}

	/** An event went to the client. */
	sent(position: number): void {
		this.#place = position;
	}

	/** An event was considered while catching up. @returns the position of the checkpoint that is owed now */
	considered(position: number): number | undefined {
		this.#inPage += 1;
		if (this.#inPage < this.#filter.window) return undefined;
		const place = this.#place;
		this.#place = positionBehind(position);
		this.#inPage = 0;
		this.#inPages += this.#filter.window;
		if (this.#inPages < this.#filter.checkpointInterval) return undefined;
		this.#inPages %= this.#filter.checkpointInterval;
		return this.#tell(place);
	}

	/** It has caught up. @returns the position of the checkpoint that is owed now */
	caughtUp(): number | undefined {
		this.#inPages = 0;
		return this.#tell(this.#place);
	}

	/** An event was considered in live operation. @returns the position of the checkpoint that is owed now */
	consideredLive(position: number): number | undefined {
		this.#inPages += 1;
		if (this.#inPages < this.#filter.checkpointInterval) return undefined;
		this.#inPages = 0;
		return this.#tell(position);
	}

	/** It has fallen behind. @returns the position from which on it reads in pages again */
	fellBehind(from: number): number {
		this.#inPage = 0;
		this.#inPages = 0;
		this.#place = this.#told ?? from;
		return this.#place;
	}

	/** None is told twice. */
	#tell(position: number): number | undefined {
		if (this.#told !== undefined && position <= this.#told) return undefined;
		this.#told = position;
		return position;
	}
}
