import { createHash } from 'node:crypto';

/** Numbers that look random, and are the same ones for the same seed. */
export class Chance {
	readonly #seed: string;
	#drawn = 0;

	constructor(seed: string) {
		this.#seed = seed;
	}

	/** @returns a whole number, both bounds included */
	between(lowest: number, highest: number): number {
		const digest = createHash('sha256').update(`${this.#seed}:${this.#drawn}`).digest();
		this.#drawn += 1;
		return lowest + Number(digest.readBigUInt64LE() % BigInt(highest - lowest + 1));
	}

	/** @returns whether it happens this time, which it does once in so many times */
	onceIn(times: number): boolean {
		return this.between(1, times) === 1;
	}
}
