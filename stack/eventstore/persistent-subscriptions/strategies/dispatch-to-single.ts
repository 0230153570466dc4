import type { Consumer } from '../consumer.ts';
import type { Strategy } from './strategy.ts';

/** The consumer that came first gets everything; the next one what the first has no room for, and so on. */
export class DispatchToSingle implements Strategy {
	readonly #consumers = new Set<Consumer>();

	add(consumer: Consumer): void {
		this.#consumers.add(consumer);
	}

	remove(consumer: Consumer): void {
		this.#consumers.delete(consumer);
	}

	choose(): Consumer | 'full' {
		for (const consumer of this.#consumers) if (consumer.free > 0) return consumer;
		return 'full';
	}
}
