import { clearTimeout, setTimeout } from 'node:timers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Readable } from 'node:stream';

import type { ResolvedEvent } from '@eventstore/db-client';

import { Silence } from '../failure.ts';
import { sentBytes } from '../json-text.ts';

/** What all subscriptions of the client have; they emit `confirmation`, and `error` without an end of the stream. */
export interface ClientSubscription extends Readable {
	unsubscribe(): Promise<void>;
}

/** Milliseconds that the server has to confirm a subscription; after an answer that is lost the client would wait for ever. */
export const CONFIRM_WITHIN = 15_000;
/** Bytes of events that may wait to be taken, whatever their number: an event may have a mebibyte or more. */
const MOST_BYTES = 8 * 1024 * 1024;
/** Milliseconds for taking leave, which the client does not bound either. */
const LEAVE_WITHIN = 2_000;

/**
 * A subscription that the server has confirmed, until it ends.
 *
 * @typeParam E what it gives
 */
export class Subscription<E extends ResolvedEvent, S extends ClientSubscription = ClientSubscription> {
	readonly client: S;
	/** Resolves with the reason when the subscription is over; with `undefined` when that was wanted here. */
	readonly over: Promise<unknown>;
	isOver = false;

	private readonly limit: number;
	private waiting: E[] = [];
	private waitingBytes = 0;
	private unsettled = 0;
	private wake: () => void = () => undefined;
	private end: (reason: unknown) => void = () => undefined;

	private constructor(client: S, limit: number) {
		this.client = client;
		this.limit = limit;
		this.over = new Promise((resolve) => {
			this.end = (reason) => {
				this.isOver = true;
				this.waiting = [];
				this.wake();
				resolve(reason);
			};
		});
		client.on('error', (error: unknown) => this.end(error));
		client.once('end', () => this.end(new Error('The event store ended the subscription')));
		client.on('data', (event: E) => this.receive(event));
	}

	/**
	 * Waits for the confirmation.
	 *
	 * @param limit how many events may wait to be taken before the server is made to wait
	 * @param signal gives up waiting
	 * @throws what the server said in its place
	 */
	static async confirmed<E extends ResolvedEvent, S extends ClientSubscription>(
		client: S,
		limit: number,
		signal?: AbortSignal,
		within = CONFIRM_WITHIN,
	): Promise<Subscription<E, S>> {
		const subscription = new Subscription<E, S>(client, limit);
		let timer: NodeJS.Timeout | undefined;
		const stop = () => subscription.end(signal?.reason);
		signal?.addEventListener('abort', stop, { once: true });
		try {
			await new Promise<void>((resolve, reject) => {
				client.once('confirmation', () => resolve());
				void subscription.over.then(reject);
				timer = setTimeout(() => reject(new Silence(within)), within);
			});
			return subscription;
		} catch (thrown) {
			await subscription.close();
			throw thrown;
		} finally {
			clearTimeout(timer);
			signal?.removeEventListener('abort', stop);
		}
	}

	/**
	 * Takes events in their order: waits for the first, and a little for more.
	 *
	 * @param most how many
	 * @param wait milliseconds
	 * @returns nothing when the subscription is over: what was not taken comes again
	 */
	async take(most: number, wait: number): Promise<E[]> {
		await this.until(1);
		if (this.waiting.length < most && !this.isOver && wait > 0 && most > 1) await Promise.race([this.until(most), sleep(wait, undefined, { ref: false })]);
		const taken = this.waiting.splice(0, most);
		for (const event of taken) this.waitingBytes -= sentBytes(event);
		if (!this.isFull) this.client.resume();
		return taken;
	}

	/** Notes that events which were taken are done with. */
	settle(count: number): void {
		this.unsettled -= count;
	}

	/** Whether everything that the server has sent so far is done with. */
	get isSettled(): boolean {
		return this.unsettled === 0 && this.client.readableLength === 0;
	}

	/** Ends it here. */
	async close(): Promise<void> {
		this.end(undefined);
		await Promise.race([this.client.unsubscribe().catch(() => undefined), sleep(LEAVE_WITHIN, undefined, { ref: false })]);
	}

	/** Ends it because of something that was noticed here. */
	fail(reason: unknown): void {
		this.end(reason);
		void this.client.unsubscribe().catch(() => undefined);
	}

	private get isFull(): boolean {
		return this.waiting.length >= this.limit || this.waitingBytes >= MOST_BYTES;
	}

	private receive(event: E): void {
		if (this.isOver) return;
		this.waiting.push(event);
		this.waitingBytes += sentBytes(event);
		this.unsettled++;
		if (this.isFull) this.client.pause();
		this.wake();
	}

	private async until(count: number): Promise<void> {
		while (this.waiting.length < count && !this.isOver) await new Promise<void>((resolve) => (this.wake = resolve));
	}
}
