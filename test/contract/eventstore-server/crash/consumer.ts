import { CancelledError, persistentSubscriptionToStreamSettingsFromDefaults, START, StreamNotFoundError, UnavailableError } from '@eventstore/db-client';
import type { EventStoreDBClient, PersistentSubscriptionToStreamResolvedEvent } from '@eventstore/db-client';
import { collect } from '../collect.ts';
import type { Chance } from './chance.ts';

const group = 'crash';

/** Events that a consumer has in hand at most before it acknowledges one of them, no matter which. */
const inHand = 20;

/** Longer than any run: only the server's end brings an event again. */
const messageTimeout = 3_600_000;

/** A consumer of a group that acknowledges in no order, and what it acknowledged. */
export class Consumer {
	/** Revisions that it has acknowledged, whether the server heard it or not. */
	readonly acknowledged = new Set<bigint>();
	delivered = 0;
	/** Deliveries of what had been delivered before a kill. */
	again = 0;
	/** The last checkpoint that was found; -1 while there is none. */
	checkpoint = -1n;
	/** Acknowledges at once instead. */
	hurries = false;
	readonly #stream: string;
	readonly #chance: Chance;
	#furthest = -1n;
	#failure: Error | undefined;
	#working: Promise<void> = Promise.resolve();

	/** @param stream may be one of links */
	constructor(stream: string, chance: Chance) {
		this.#stream = stream;
		this.#chance = chance;
	}

	async create(client: EventStoreDBClient): Promise<void> {
		await client.createPersistentSubscriptionToStream(this.#stream, group, persistentSubscriptionToStreamSettingsFromDefaults({
			startFrom: START, resolveLinkTos: true, messageTimeout, checkPointLowerBound: 1, checkPointUpperBound: 10, checkPointAfter: 100,
		}));
	}

	/**
	 * Looks at the checkpoint that a start of the server goes on from.
	 *
	 * @throws Error when something under it was not acknowledged, or it went back
	 */
	async compare(client: EventStoreDBClient): Promise<void> {
		const read = collect(client.readStream(`$persistentsubscription-${this.#stream}::${group}-checkpoint`, { direction: 'backwards', fromRevision: 'end' }), 1);
		const [last] = await read.catch((error: unknown) => {
			if (error instanceof StreamNotFoundError) return [];
			throw error;
		});
		const checkpoint = last === undefined ? -1n : BigInt(last.event?.data as string);
		if (checkpoint < this.checkpoint) throw new Error(`${this.#stream}: the checkpoint went from ${this.checkpoint} back to ${checkpoint}.`);
		for (let revision = this.checkpoint + 1n; revision <= checkpoint; revision += 1n) {
			if (!this.acknowledged.has(revision)) throw new Error(`${this.#stream}: ${revision} lies under the checkpoint ${checkpoint}, and was not acknowledged.`);
		}
		this.checkpoint = checkpoint;
	}

	/** Begins to consume, until the server goes away. */
	begin(client: EventStoreDBClient): void {
		this.#working = this.#work(client).catch((error: unknown) => {
			this.#failure = error instanceof Error ? error : new Error(String(error));
		});
	}

	/** @throws Error when the group brought something else than what lies behind the checkpoint */
	check(): void {
		if (this.#failure !== undefined) throw this.#failure;
	}

	/** Waits until the server went away. @throws as `check` does */
	async ended(): Promise<void> {
		await this.#working;
		this.check();
	}

	/** Whether it has acknowledged all of the stream, so many events. */
	hasAll(events: number): boolean {
		for (let revision = 0; revision < events; revision += 1) if (!this.acknowledged.has(BigInt(revision))) return false;
		return true;
	}

	async #work(client: EventStoreDBClient): Promise<void> {
		const subscription = client.subscribeToPersistentSubscriptionToStream(this.#stream, group, { bufferSize: inHand * 2 });
		const held: PersistentSubscriptionToStreamResolvedEvent[] = [];
		let next = this.checkpoint + 1n;
		await new Promise<void>((resolve, reject) => {
			const failed = (error: unknown) => {
				if (error instanceof UnavailableError || error instanceof CancelledError) resolve();
				else reject(error instanceof Error ? error : new Error(String(error)));
			};
			subscription.on('error', failed);
			subscription.on('data', (event: PersistentSubscriptionToStreamResolvedEvent) => {
				const revision = revisionOf(event);
				if (revision !== next) reject(new Error(`${this.#stream}: ${revision} was delivered where ${next} should have been.`));
				next = revision + 1n;
				this.delivered += 1;
				if (revision <= this.#furthest) this.again += 1;
				else this.#furthest = revision;
				held.push(event);
				// Nothing waits for an acknowledgement to leave: when the server is gone, the client does not always say so.
				for (const chosen of this.#chosen(held)) subscription.ack(chosen).catch(failed);
			});
		});
	}

	/** Takes events out, in no order, until no more than it may have in hand are left. */
	*#chosen(held: PersistentSubscriptionToStreamResolvedEvent[]): Generator<PersistentSubscriptionToStreamResolvedEvent> {
		const most = this.hurries ? 0 : this.#chance.between(0, inHand);
		while (held.length > most) {
			for (const chosen of held.splice(this.#chance.between(0, held.length - 1), 1)) {
				// Before it is sent: the server may have it on the disk before this process hears that it went out.
				this.acknowledged.add(revisionOf(chosen));
				yield chosen;
			}
		}
	}
}

function revisionOf({ link, event }: PersistentSubscriptionToStreamResolvedEvent): bigint {
	return (link ?? event)?.revision ?? -1n;
}
