import { createHash } from 'node:crypto';
import type { Consumer } from '../consumer.ts';
import type { Message } from '../message.ts';
import type { Strategy } from './strategy.ts';

/** Keys fall into so many buckets, and a bucket belongs to one consumer. */
const bucketCount = 1_024;

/**
 * Events of the same key go to the same consumer, as far as possible: a bucket gets its consumer, the one with the
 * fewest, when its first event comes; it loses it when the consumer leaves, or a new one comes and takes its share.
 */
export class Pinned implements Strategy {
	readonly #key: (message: Message) => string;
	/** Each consumer's buckets. */
	readonly #buckets = new Map<Consumer, Set<number>>();
	readonly #owners = new Map<number, Consumer>();

	constructor(key: (message: Message) => string) {
		this.#key = key;
	}

	add(consumer: Consumer): void {
		this.#buckets.set(consumer, new Set());
		const share = Math.ceil(this.#owners.size / this.#buckets.size);
		for (const buckets of this.#buckets.values()) {
			for (const bucket of [...buckets].slice(share)) {
				buckets.delete(bucket);
				this.#owners.delete(bucket);
			}
		}
	}

	remove(consumer: Consumer): void {
		for (const bucket of this.#buckets.get(consumer) ?? []) this.#owners.delete(bucket);
		this.#buckets.delete(consumer);
	}

	choose(message: Message): Consumer | 'skip' | 'full' {
		if (![...this.#buckets.keys()].some(({ free }) => free > 0)) return 'full';
		const bucket = createHash('sha256').update(this.#key(message)).digest().readUInt32LE() % bucketCount;
		const owner = this.#owners.get(bucket) ?? this.#assign(bucket);
		return owner !== undefined && owner.free > 0 ? owner : 'skip';
	}

	#assign(bucket: number): Consumer | undefined {
		let least: [Consumer, Set<number>] | undefined;
		for (const entry of this.#buckets) if (least === undefined || entry[1].size < least[1].size) least = entry;
		if (least === undefined) return undefined;
		const [consumer, buckets] = least;
		buckets.add(bucket);
		this.#owners.set(bucket, consumer);
		return consumer;
	}
}
