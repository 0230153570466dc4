import { setTimeout as sleep } from 'node:timers/promises';
import { aborted } from 'node:util';

import { spreadBackOff } from './back-off.ts';

/** One stay at the event store, from the confirmation on. */
export interface Session {
	/** Resolves with the reason when it is over, with `undefined` when that was wanted here. */
	readonly over: Promise<unknown>;
	/** Brings to an end what is under way, as far as that takes no longer than it may. */
	close(): Promise<void>;
}

/** What is told of a listener's life. */
export interface Told {
	listening(again: boolean): void;
	/** @param pause milliseconds until it is tried again */
	interrupted(reason: unknown, pause: number, tries: number): void;
	/** It has given up. */
	ended(reason: unknown): void;
}

interface Life {
	connect: (signal: AbortSignal) => Promise<Session>;
	/** Whether to connect again makes no sense. */
	isFinal: (reason: unknown) => boolean;
	told: Told;
	/** Milliseconds before the second try. */
	firstPause?: number;
}

/** Milliseconds after which a session counts as a good one, so that the next trouble is a new one. */
const GOOD = 30_000;

/** Listens for as long as it is wanted: connects, and connects again whenever it has lost the event store. */
export class Listener {
	private readonly life: Life;
	private readonly wanted = new AbortController();
	/** Resolves when it is to stop: what a session still does then is the session's own business. */
	private readonly unwanted = aborted(this.wanted.signal, this);
	private session: Session | undefined;
	private living: Promise<void> = Promise.resolve();

	constructor(life: Life) {
		this.life = life;
	}

	/**
	 * @param mayWait whether to come back at once, although the event store is not reached yet
	 * @throws what stands in the way of listening, unless it may wait and the way may open
	 */
	async start(mayWait: boolean): Promise<void> {
		let failure: unknown;
		try {
			this.session = await this.life.connect(this.wanted.signal);
			this.life.told.listening(false);
		} catch (thrown) {
			if (!mayWait || this.life.isFinal(thrown)) throw thrown;
			failure = thrown;
		}
		this.living = this.live(failure);
	}

	/** Comes back at once, and connects when that is possible. */
	startLater(): void {
		this.living = this.live(undefined);
	}

	async stop(): Promise<void> {
		this.wanted.abort();
		await this.session?.close();
		await this.living;
	}

	private async live(failure: unknown): Promise<void> {
		const { connect, isFinal, told, firstPause = 1_000 } = this.life;
		const { signal } = this.wanted;
		for (let tries = 0; !signal.aborted; ) {
			let reason = failure;
			failure = undefined;
			try {
				if (reason === undefined) {
					if (this.session === undefined) {
						const session = await connect(signal);
						if (signal.aborted) {
							// Whoever stopped could not know of it.
							await session.close();
							return;
						}
						this.session = session;
						told.listening(true);
					}
					const since = Date.now();
					reason = await Promise.race([this.session.over, this.unwanted]);
					if (Date.now() - since > GOOD) tries = 0;
				}
			} catch (thrown) {
				reason = thrown;
			}
			this.session = undefined;
			if (signal.aborted) return;
			if (isFinal(reason)) {
				told.ended(reason);
				return;
			}
			const pause = spreadBackOff(++tries, firstPause);
			told.interrupted(reason, pause, tries);
			await sleep(pause, undefined, { signal }).catch(() => undefined);
		}
	}
}
