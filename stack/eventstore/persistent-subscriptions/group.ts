import { randomUUID } from 'node:crypto';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import { uuidBytes } from '../store/uuid.ts';
import { Checkpointer } from './checkpoint.ts';
import type { GroupConfiguration } from './configuration.ts';
import type { Connection, Consumer } from './consumer.ts';
import { Delivery } from './delivery.ts';
import type { Refusal } from './delivery.ts';
import { GroupFailure } from './group-failure.ts';
import { message as messageOf } from './message.ts';
import type { Message } from './message.ts';
import { Parking } from './parking.ts';
import { Progress } from './progress.ts';
import type { Source } from './sources/source.ts';
import { checkpointStream } from './streams.ts';

/** Type of the events in a checkpoint stream; servers before KurrentDB leave out the `$`. */
const checkpointType = '$SubscriptionCheckpoint';

/** A running persistent subscription: reads its source, deals the events out, and notes how far all is done. */
export class Group {
	readonly configuration: GroupConfiguration;
	readonly delivery: Delivery;
	readonly parking: Parking;
	readonly checkpoints: Checkpointer;
	readonly source: Source;
	readonly since = Date.now();
	/** Place of the newest event that was read. */
	lastKnown: number | undefined;
	/** How many of the newest live events are remembered. */
	liveCount = 0;
	readonly #store: Store;
	readonly #log: Log;
	readonly #progress = new Progress();
	#broken: boolean;
	#next: number;
	#live = false;
	#scheduled: NodeJS.Immediate | undefined;
	#stopped = false;
	#told = 0;

	constructor(configuration: GroupConfiguration, source: Source, store: Store, log: Log) {
		const { group, settings } = configuration;
		this.configuration = configuration;
		this.source = source;
		this.#store = store;
		this.#log = log;
		this.parking = new Parking(store, source.name, group);
		this.delivery = new Delivery(settings, {
			done: (message) => this.#done(message),
			park: (message, reason) => void this.#park(message, reason),
		});
		const checkpoint = this.#readCheckpoint();
		this.checkpoints = new Checkpointer(settings, this.#progress, checkpoint, (place) => this.#writeCheckpoint(place));
		this.#next = checkpoint === undefined ? this.#begin() : checkpoint + 1;
		this.#broken = checkpoint === undefined && !source.readable(this.#next);
		if (!this.#broken) this.wake();
	}

	/** As the vendor's server tells it. */
	get status(): string {
		const flags = [
			...(this.#live ? [] : ['Behind']),
			...(this.#live || this.#scheduled === undefined ? [] : ['OutstandingPageRequest']),
			...(this.parking.replaying ? ['ReplayingParkedMessages'] : []),
			...(this.#live ? ['Live'] : []),
		];
		return flags.join(', ');
	}

	/** How many messages were sent since this was asked the last time. */
	sinceTold(): number {
		const count = this.delivery.total - this.#told;
		this.#told = this.delivery.total;
		return count;
	}

	/** @throws GroupFailure when it takes no more consumers, or cannot read its source */
	connect(connection: Connection): Consumer {
		if (this.#broken) throw this.#failure('dropped');
		if (!this.delivery.open) throw this.#failure('full');
		return this.delivery.connect(connection);
	}

	/** Lets a connected consumer have its first events. */
	begin(): void {
		this.delivery.push();
		this.wake();
	}

	disconnect(consumer: Consumer): void {
		if (this.#stopped) return;
		this.delivery.disconnect(consumer);
		this.wake();
	}

	/**
	 * The messages that are next, at most so many, for somebody without a connection, who answers for them as the consumer
	 * `delivery.fetched`.
	 *
	 * @throws GroupFailure when it cannot read its source
	 */
	fetch(count: number): Message[] {
		if (this.#broken) throw this.#failure('dropped');
		const messages = this.delivery.fetch(count);
		this.wake();
		return messages;
	}

	acknowledge(consumer: Consumer, ids: readonly string[]): void {
		this.delivery.acknowledge(consumer, ids);
		this.wake();
	}

	refuse(consumer: Consumer, ids: readonly string[], refusal: Refusal, reason: string): void {
		this.delivery.refuse(consumer, ids, refusal, `Client explicitly NAK'ed message.\n${reason}`);
		this.wake();
	}

	/** Hands parked events out again, ahead of new ones. @param stopAt first revision of the parked stream that stays */
	replay(stopAt: number): void {
		this.parking.replay(stopAt);
		this.wake();
	}

	/** Reads on in a later turn: there may be something new, or room for more. */
	wake(): void {
		if (this.#stopped || this.#broken || this.#scheduled !== undefined) return;
		if (!this.parking.replaying && this.#room() === 0) return;
		this.#scheduled = setImmediate(() => {
			this.#scheduled = undefined;
			try {
				this.#pump();
			} catch (error) {
				this.#break(error);
			}
		});
	}

	/** Ends it: consumers are let go, nothing more is written. */
	stop(): void {
		this.#stopped = true;
		clearImmediate(this.#scheduled);
		this.#scheduled = undefined;
		this.checkpoints.stop();
		this.delivery.stop(this.#failure('dropped'));
	}

	/** Ends it with the process: what is done is noted first, whatever the bounds say. */
	close(): void {
		this.checkpoints.flush();
		this.parking.note();
		this.stop();
	}

	/** What cannot be read stops this group, not the server: a restart of the subsystem tries anew. */
	#break(error: unknown): void {
		this.#log('group-broken', { ...this.#names(), error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
		this.#broken = true;
		this.delivery.stop(this.#failure('dropped'));
	}

	#pump(): void {
		const { readBatchSize, historyBufferSize } = this.configuration.settings;
		if (this.parking.replaying && this.delivery.buffer.retrySize < historyBufferSize) {
			for (const message of this.parking.next(Math.max(1, readBatchSize))) this.delivery.buffer.addAgain(message);
		}
		const room = this.#room();
		if (room > 0) this.#read(room);
		this.delivery.push();
		const more = (!this.#live && this.#room() > 0)
			|| (this.parking.replaying && this.delivery.buffer.retrySize < historyBufferSize);
		if (more) this.wake();
	}

	#read(room: number): void {
		const { liveBufferSize } = this.configuration.settings;
		const batch = this.source.read(this.#next, room, this.#live);
		for (const found of batch.found) {
			if ('skipped' in found) {
				this.#progress.skip(found.skipped, found.place);
				continue;
			}
			this.lastKnown = found.place;
			if (this.#live) this.liveCount = Math.min(this.liveCount + 1, Math.max(0, liveBufferSize));
			this.delivery.buffer.add(messageOf(found.resolved, this.#progress.begin(), found.place));
		}
		this.#next = batch.next;
		this.#live = batch.end;
		this.checkpoints.advanced();
	}

	/** How many events may be read: a batch as long as it fits into the buffer; live ones as many as fit. */
	#room(): number {
		const { readBatchSize, historyBufferSize } = this.configuration.settings;
		const free = historyBufferSize - this.delivery.buffer.size;
		const batch = Math.max(1, readBatchSize);
		if (this.#live) return Math.max(0, free);
		return free > batch ? batch : 0;
	}

	#done(message: Message): void {
		if (message.sequence === undefined) this.parking.done(message);
		else this.#progress.end(message.sequence, message.place);
		this.checkpoints.advanced();
	}

	async #park(message: Message, reason: string): Promise<void> {
		try {
			await this.parking.park(message, reason);
		} catch (error) {
			this.#log('parking-failed', { ...this.#names(), error: String(error) });
			this.delivery.buffer.addAgain(message);
			return;
		}
		if (!this.#stopped) this.#done(message);
	}

	#begin(): number {
		const { startFrom } = this.configuration.settings;
		if (startFrom === 'start') return 0;
		return startFrom === 'end' ? (this.configuration.end ?? this.source.last()) + 1 : startFrom;
	}

	#readCheckpoint(): number | undefined {
		const { read } = this.#store;
		const stream = read.stream(checkpointStream(this.source.name, this.configuration.group));
		const limit = stream.softDeleted ? 0 : 1;
		const [last] = read.streamPage(stream, 'backwards', stream.revision, limit).events;
		if (last === undefined) return undefined;
		const [, text = ''] = /^"(.*)"$/.exec(Buffer.from(last.data).toString()) ?? [];
		return this.source.parse(text);
	}

	async #writeCheckpoint(place: number): Promise<void> {
		const data = Buffer.from(JSON.stringify(this.source.format(place)));
		const event = { id: uuidBytes(randomUUID()), type: checkpointType, isJson: true, data, metadata: new Uint8Array() };
		try {
			await this.#store.append(checkpointStream(this.source.name, this.configuration.group), 'any', [event]);
		} catch (error) {
			// The next one tells more; until then more would come again.
			this.#log('checkpoint-failed', { ...this.#names(), error: String(error) });
		}
	}

	#failure(fault: 'dropped' | 'full'): GroupFailure {
		return new GroupFailure(fault, this.source.name, this.configuration.group);
	}

	#names(): { source: string; group: string } {
		return { source: this.source.name, group: this.configuration.group };
	}
}
