import { Latencies } from './latencies.ts';
import type { Message } from './message.ts';

/** What connects to a group: takes messages, and is told when the group lets go of it. */
export interface Connection {
	/** How many messages it takes without having acknowledged any. */
	slots: number;
	user: string;
	name: string;
	send: (message: Message) => void;
	/** Ends the connection from the group's side. */
	end: (error: Error) => void;
}

interface InFlight {
	message: Message;
	/** Milliseconds since 1970. */
	sent: number;
}

/** A connected consumer and what it has been sent and not answered for. */
export class Consumer {
	readonly connection: Connection;
	/** Messages sent in all. */
	total = 0;
	readonly since = Date.now();
	/** How long acknowledgements took; kept only when the group wants to know. */
	readonly latencies: Latencies | undefined;
	/** By id, oldest first; the same id can stand twice in a stream. */
	readonly #inFlight = new Map<string, InFlight[]>();
	#count = 0;
	/** Of the messages sent, those that were told before. */
	#told = 0;

	constructor(connection: Connection, extraStatistics: boolean) {
		this.connection = connection;
		this.latencies = extraStatistics ? new Latencies() : undefined;
	}

	get inFlight(): number {
		return this.#count;
	}

	get free(): number {
		return Math.max(0, this.connection.slots - this.#count);
	}

	send(message: Message): void {
		const sent = { message, sent: Date.now() };
		const same = this.#inFlight.get(message.id);
		if (same === undefined) this.#inFlight.set(message.id, [sent]);
		else same.push(sent);
		this.#count += 1;
		this.total += 1;
		this.connection.send(message);
	}

	/** @returns the message with the id, which is in flight no more; undefined when it is not */
	answered(id: string, acknowledged: boolean): Message | undefined {
		const same = this.#inFlight.get(id);
		const first = same?.shift();
		if (same === undefined || first === undefined) return undefined;
		if (same.length === 0) this.#inFlight.delete(id);
		this.#count -= 1;
		if (acknowledged) this.latencies?.add(Date.now() - first.sent);
		return first.message;
	}

	/** @returns the messages that were sent at `time` or before, which are in flight no more */
	overdue(time: number): Message[] {
		const due: Message[] = [];
		for (const [id, same] of this.#inFlight) {
			const [first] = same;
			// What was sent last stands last, but for an id that is there twice.
			if (first === undefined || first.sent > time) break;
			const late = same.filter(({ sent }) => sent <= time);
			due.push(...late.map(({ message }) => message));
			const left = same.slice(late.length);
			if (left.length === 0) this.#inFlight.delete(id);
			else this.#inFlight.set(id, left);
		}
		this.#count -= due.length;
		return due;
	}

	/** How many messages were sent since this was asked the last time. */
	sinceTold(): number {
		const count = this.total - this.#told;
		this.#told = this.total;
		return count;
	}

	/** When the oldest of what is in flight was sent; undefined when nothing is. */
	oldest(): number | undefined {
		return this.#inFlight.values().next().value?.[0]?.sent;
	}
}
