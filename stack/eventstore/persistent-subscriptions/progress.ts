/**
 * Up to where all is done, while things end in any order: each gets a number when it begins, and `reached` is the place
 * of the last one before the lowest number that has not ended.
 */
export class Progress {
	/** How many have ended with none open before them. */
	done = 0;
	/** Place of the last of those; undefined as long as there is none. */
	reached: number | undefined;
	#begun = 0;
	readonly #ended = new Map<number, { count: number; place: number }>();

	/** Whether everything that began has ended. */
	get idle(): boolean {
		return this.done === this.#begun;
	}

	/** @returns the number of what begins */
	begin(): number {
		this.#begun += 1;
		return this.#begun - 1;
	}

	end(sequence: number, place: number): void {
		this.#end(sequence, 1, place);
	}

	/** Several that begin and end at once: what nobody wants to see. `place` is that of the last. */
	skip(count: number, place: number): void {
		const first = this.#begun;
		this.#begun += count;
		this.#end(first, count, place);
	}

	#end(sequence: number, count: number, place: number): void {
		if (sequence < this.done) return;
		this.#ended.set(sequence, { count, place });
		for (let ended = this.#ended.get(this.done); ended !== undefined; ended = this.#ended.get(this.done)) {
			this.#ended.delete(this.done);
			this.done += ended.count;
			this.reached = ended.place;
		}
	}
}
