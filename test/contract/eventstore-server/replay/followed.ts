import type { ResolvedEvent } from '@eventstore/db-client';
import { brief } from './brief.ts';

/** What the client's subscriptions have in common. */
export interface Subscription<Event> {
	id?: string;
	unsubscribe(): Promise<void>;
	on(event: 'data', listener: (event: Event) => void): unknown;
	on(event: 'error', listener: (error: Error) => void): unknown;
	on(event: 'confirmation' | 'caughtUp' | 'end' | 'close', listener: () => void): unknown;
}

/** What a subscription of the client has brought so far. */
export class Followed<Event extends ResolvedEvent, S extends Subscription<Event>> {
	readonly subscription: S;
	readonly events: Event[] = [];
	confirmations = 0;
	caughtUp = 0;
	/** The first one. */
	error: Error | undefined;
	ended = false;
	readonly #wait: (holds: () => unknown, ms?: number) => Promise<boolean>;

	/** @param wait waits until something holds, as the run it belongs to does */
	constructor(
		subscription: S,
		wait: (holds: () => unknown, ms?: number) => Promise<boolean>,
		onEvent: (event: Event, followed: Followed<Event, S>) => unknown,
	) {
		this.subscription = subscription;
		this.#wait = wait;
		const ended = () => {
			this.ended = true;
		};
		const failed = (error: unknown) => {
			this.error ??= error instanceof Error ? error : new Error(String(error));
		};
		subscription.on('confirmation', () => {
			this.confirmations += 1;
		});
		subscription.on('caughtUp', () => {
			this.caughtUp += 1;
		});
		subscription.on('error', failed);
		subscription.on('end', ended);
		subscription.on('close', ended);
		subscription.on('data', (event: Event) => {
			this.events.push(event);
			Promise.resolve(onEvent(event, this)).catch(failed);
		});
	}

	/** Waits for so many events in all, or an error. */
	got(count: number, ms?: number): Promise<boolean> {
		return this.#wait(() => this.events.length >= count || this.error, ms);
	}

	/** Waits for the confirmation, or an error. */
	confirmed(ms?: number): Promise<boolean> {
		return this.#wait(() => this.confirmations > 0 || this.error, ms);
	}

	tell() {
		return { confirmed: this.confirmations, events: this.events.map(brief), error: this.error, ended: this.ended };
	}

	/** Unsubscribes; a subscription that has failed already is left as it is. */
	async stop(): Promise<void> {
		await this.subscription.unsubscribe().catch((error: unknown) => {
			if (this.error === undefined && !this.ended) throw error;
		});
	}
}
