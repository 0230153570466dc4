import { MessageBuffer } from './buffer.ts';
import { Consumer } from './consumer.ts';
import type { Connection } from './consumer.ts';
import type { Message } from './message.ts';
import type { GroupSettings } from './settings.ts';
import type { Strategy } from './strategies/strategy.ts';
import { createStrategy } from './strategies/strategies.ts';

/** What a consumer wants done with events that it does not acknowledge. */
export type Refusal = 'park' | 'retry' | 'skip';

/** What the deliveries lead to. */
export interface DeliveryEvents {
	/** Nothing more will be done with the message. */
	done: (message: Message) => void;
	/** The message is given up, and is to be kept. */
	park: (message: Message, reason: string) => void;
}

/** As the vendor's clock ticks about once a second, even a message time-out of 0 brings an event no sooner; milliseconds. */
const shortestTimeout = 890;

/** Whoever fetches messages without a connection takes as many as it asks for, and cannot be told anything. */
const noConnection: Connection = { slots: Infinity, user: '', name: '', send: () => undefined, end: () => undefined };

/** The largest delay that timers take; milliseconds. */
const longestTimeout = 2 ** 31 - 1;

/** Deals a group's messages out to its consumers, and again when they are refused, late, or their consumer leaves. */
export class Delivery {
	readonly buffer = new MessageBuffer();
	/** Those that are connected. */
	readonly consumers = new Set<Consumer>();
	/** Has what was fetched without a connection. */
	readonly fetched = new Consumer(noConnection, false);
	/** Messages sent in all, those that came again included. */
	total = 0;
	readonly #settings: GroupSettings;
	readonly #events: DeliveryEvents;
	readonly #strategy: Strategy;
	readonly #timeout: number;
	#timer: NodeJS.Timeout | undefined;

	constructor(settings: GroupSettings, events: DeliveryEvents) {
		this.#settings = settings;
		this.#events = events;
		this.#strategy = createStrategy(settings.strategy);
		const { messageTimeout } = settings;
		this.#timeout = messageTimeout > 0 ? Math.min(messageTimeout, longestTimeout) : shortestTimeout;
	}

	get inFlight(): number {
		return this.#holders.reduce((sum, consumer) => sum + consumer.inFlight, 0);
	}

	/** Whoever may have messages in flight. */
	get #holders(): Consumer[] {
		return [...this.consumers, this.fetched];
	}

	/** Whether one more consumer may connect. */
	get open(): boolean {
		const { maxSubscriberCount } = this.#settings;
		return maxSubscriberCount <= 0 || this.consumers.size < maxSubscriberCount;
	}

	connect(connection: Connection): Consumer {
		const consumer = new Consumer(connection, this.#settings.extraStatistics);
		this.consumers.add(consumer);
		this.#strategy.add(consumer);
		return consumer;
	}

	/** The messages that are next, at most so many, for somebody without a connection: no strategy chooses. */
	fetch(count: number): Message[] {
		const messages: Message[] = [];
		this.buffer.offer((message) => {
			if (messages.length >= count) return 'full';
			this.total += 1;
			this.fetched.send(message);
			messages.push(message);
			return 'taken';
		});
		this.#watch();
		return messages;
	}

	/** What the consumer had not answered for goes to the others. */
	disconnect(consumer: Consumer): void {
		if (!this.consumers.delete(consumer)) return;
		this.#strategy.remove(consumer);
		for (const message of consumer.overdue(Infinity)) this.#again(message);
		this.push();
	}

	/** Ids that are not in flight at this consumer are passed over, as those of events that came too late are. */
	acknowledge(consumer: Consumer, ids: readonly string[]): void {
		for (const id of ids) {
			const message = consumer.answered(id, true);
			if (message !== undefined) this.#events.done(message);
		}
		this.push();
	}

	refuse(consumer: Consumer, ids: readonly string[], refusal: Refusal, reason: string): void {
		for (const id of ids) {
			const message = consumer.answered(id, false);
			if (message === undefined) continue;
			if (refusal === 'retry') this.#again(message);
			else if (refusal === 'park') this.#events.park(message, reason);
			else this.#events.done(message);
		}
		this.push();
	}

	/** Sends what waits, as far as the consumers have room. */
	push(): void {
		this.buffer.offer((message) => {
			const chosen = this.#strategy.choose(message);
			if (chosen === 'skip') return 'skipped';
			if (chosen === 'full') return 'full';
			this.total += 1;
			chosen.send(message);
			return 'taken';
		});
		this.#watch();
	}

	/** Lets go of the consumers: they get the error. */
	stop(error: Error): void {
		clearTimeout(this.#timer);
		const consumers = [...this.consumers];
		this.consumers.clear();
		for (const { connection } of consumers) connection.end(error);
	}

	#again(message: Message): void {
		const { maxRetryCount } = this.#settings;
		if (message.retryCount >= maxRetryCount) {
			this.#events.park(message, `Reached retry count of ${maxRetryCount}`);
			return;
		}
		message.retryCount += 1;
		this.buffer.addAgain(message);
	}

	#watch(): void {
		if (this.#timer !== undefined) return;
		const oldest = Math.min(...this.#holders.map((consumer) => consumer.oldest() ?? Infinity));
		if (oldest === Infinity) return;
		const wait = Math.max(0, oldest + this.#timeout - Date.now());
		this.#timer = setTimeout(() => this.#expire(), wait).unref();
	}

	#expire(): void {
		this.#timer = undefined;
		const time = Date.now() - this.#timeout;
		for (const consumer of this.#holders) {
			for (const message of consumer.overdue(time)) this.#again(message);
		}
		this.push();
	}
}
