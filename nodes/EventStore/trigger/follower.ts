import { setTimeout as sleep } from 'node:timers/promises';

import type { Position, ResolvedEvent } from '@eventstore/db-client';
import type { INodeExecutionData } from 'n8n-workflow';

import { backOff } from './back-off.ts';
import type { Checkpoint } from './checkpoint.ts';
import { isWanted } from './filter.ts';
import type { Session } from './listener.ts';
import type { Execute } from './outcome.ts';
import { isBefore, type Place, placeOf, toText } from '../place.ts';
import type { Report } from './report.ts';
import { type CatchUpSettings, LOG } from './settings.ts';
import type { Subscription } from './subscription.ts';

/** What follows a stream in its order needs beside the subscription. */
export interface Follow {
	settings: CatchUpSettings;
	execute: Execute;
	toItem: (event: ResolvedEvent) => INodeExecutionData;
	/** Writes down up to where all is done; see `CheckpointStream.write`. */
	write: (place: Place | undefined, known: bigint | undefined, event?: string) => Promise<bigint>;
	report: Report;
	/** Aborts when the trigger is to stop. */
	signal: AbortSignal;
}

/** Milliseconds after which also a place is written down that only events led to which start nothing. */
const SAVE_AFTER = 60_000;

/** Executes the events of a subscription one after the other, and writes down how far it has come. */
export class Follower implements Session {
	readonly over: Promise<unknown>;
	/** Up to where all is done. */
	place: Place | undefined;
	private readonly subscription: Subscription<ResolvedEvent>;
	private readonly follow: Follow;
	private known: bigint | undefined;
	private saved: Place | undefined;
	private savedAt = Date.now();
	/** Of an execution that is under way, until what becomes of its events is settled. */
	private current: Promise<unknown> = Promise.resolve();
	executing = 0;

	/** @param checkpoint where the subscription begins */
	constructor(subscription: Subscription<ResolvedEvent>, checkpoint: Checkpoint | undefined, place: Place | undefined, follow: Follow) {
		this.subscription = subscription;
		this.follow = follow;
		this.known = checkpoint?.revision;
		this.saved = checkpoint?.place;
		this.place = place;
		this.over = this.work().catch((thrown: unknown) => thrown);
		void this.over.then(() => subscription.close());
	}

	async close(): Promise<void> {
		const { report, settings } = this.follow;
		const waited = new AbortController();
		await Promise.race([this.current, sleep(settings.stopWait, undefined, { signal: waited.signal }).catch(() => undefined)]);
		waited.abort();
		const isAtRest = this.executing === 0;
		if (!isAtRest) report.warn(`stops while ${this.executing} events are being executed`);
		await this.subscription.close();
		// Where nothing is under way only the last place is left to be written down; an execution that goes on may take for ever.
		if (isAtRest) await this.over;
	}

	/** The server has come past events that its filter did not let through. */
	passed(position: Position): void {
		// Events that came before it and are not done yet count more.
		if (this.subscription.isSettled && isBefore(this.place, position)) this.place = position;
	}

	private async work(): Promise<unknown> {
		const { settings, signal } = this.follow;
		for (;;) {
			const events = await this.subscription.take(settings.batchSize, settings.batchWait);
			if (events.length === 0 || signal.aborted) break;
			const current = this.through(events);
			this.current = current.catch(() => undefined);
			if (!(await current)) break;
		}
		if (isBefore(this.saved, this.place)) await this.save();
		return await this.subscription.over;
	}

	/** @returns whether all of them are done */
	private async through(events: readonly ResolvedEvent[]): Promise<boolean> {
		const { report, settings } = this.follow;
		this.tellGone(events);
		const wanted = events.filter((event) => isWanted(event, settings.source));
		if (wanted.length < events.length) report.add('skipped', events.length - wanted.length);
		this.executing = wanted.length;
		try {
			if (wanted.length > 1 && (await this.attempt(wanted)) !== undefined) {
				// One of them fails: what the others do must not be done again because of it.
				for (const event of wanted) {
					if (!(await this.untilDone(event))) return false;
					await this.save(event.event?.id);
				}
			} else if (wanted.length === 1 && !(await this.untilDone(wanted[0]!))) return false;
			this.place = this.placeOf(events.at(-1)!);
			this.subscription.settle(events.length);
			if (wanted.length > 0) {
				report.add('acknowledged', wanted.length);
				await this.save(wanted.at(-1)!.event?.id);
			} else if (Date.now() - this.savedAt > SAVE_AFTER) await this.save();
			return true;
		} finally {
			this.executing = 0;
		}
	}

	/** Of a stream that is cut off at its beginning ($maxCount, a deletion) events may be gone before it is their turn. */
	private tellGone(events: readonly ResolvedEvent[]): void {
		let before = this.place;
		for (const event of events) {
			const place = this.placeOf(event);
			if (typeof before === 'bigint' && typeof place === 'bigint' && place > before + 1n) {
				this.follow.report.warn(`finds that events ${before + 1n} to ${place - 1n} were gone before it was their turn: the stream was cut off or deleted`);
				this.follow.report.add('gone', Number(place - before - 1n));
			}
			before = place;
		}
	}

	private async untilDone(event: ResolvedEvent): Promise<boolean> {
		const { report, settings, signal } = this.follow;
		for (let failures = 1; ; failures++) {
			const failure = await this.attempt([event]);
			if (failure === undefined) {
				this.place = this.placeOf(event);
				return true;
			}
			if (failure === 'cut') return false;
			const what = `event ${toText(this.placeOf(event))}`;
			const isLast = failure.refused || failures > settings.retries;
			if (isLast && settings.afterRetries === 'skip') {
				report.error(`skips ${what} after ${failures} failed executions: ${failure.reason}`);
				report.add('skipped');
				return true;
			}
			if (isLast) report.error(`comes no further than ${what}, which failed ${failures} times: ${failure.reason}`);
			else report.warn(`tries ${what} again: ${failure.reason}`);
			report.add('retried');
			await sleep(backOff(failures, settings.retryPause), undefined, { signal }).catch(() => undefined);
			if (signal.aborted) return false;
		}
	}

	/** @returns what went wrong */
	private async attempt(events: readonly ResolvedEvent[]): Promise<'cut' | { reason: string; refused: boolean } | undefined> {
		const outcome = await this.follow.execute(events.map((event) => this.follow.toItem(event)));
		switch (outcome.kind) {
			case 'done':
				return undefined;
			case 'cut':
				return 'cut';
			default:
				return { reason: outcome.reason, refused: outcome.kind === 'refused' };
		}
	}

	private async save(event?: string): Promise<void> {
		const place = this.place;
		this.known = await this.follow.write(place, this.known, event);
		this.saved = place;
		this.savedAt = Date.now();
	}

	private placeOf(event: ResolvedEvent): Place {
		return placeOf(event, this.follow.settings.source.stream === LOG);
	}
}
