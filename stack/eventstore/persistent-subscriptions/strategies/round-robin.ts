import type { Consumer } from '../consumer.ts';
import type { Strategy } from './strategy.ts';

/** The consumers take turns; one without room is passed over. */
export class RoundRobin implements Strategy {
	#consumers: Consumer[] = [];

	add(consumer: Consumer): void {
		this.#consumers.push(consumer);
	}

	remove(consumer: Consumer): void {
		this.#consumers = this.#consumers.filter((other) => other !== consumer);
	}

	choose(): Consumer | 'full' {
		const index = this.#consumers.findIndex((consumer) => consumer.free > 0);
		const chosen = this.#consumers[index];
		if (chosen === undefined) return 'full';
		const passed = this.#consumers.splice(0, index + 1);
		this.#consumers.push(...passed);
		return chosen;
	}
}
