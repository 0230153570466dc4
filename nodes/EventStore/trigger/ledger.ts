import { setTimeout } from 'node:timers';

import type { ResolvedEvent } from '@eventstore/db-client';

/** An event as a group gives it out. */
export type Delivery = ResolvedEvent & { retryCount: number };

/** Where an event is acknowledged: at the subscription by which it came last. */
export interface Counter {
	/** Each says whether it was written; what was not, because the subscription is over, comes again. */
	acknowledge(deliveries: readonly Delivery[]): Promise<boolean>;
	again(delivery: Delivery, reason: string): Promise<boolean>;
	park(delivery: Delivery, reason: string): Promise<boolean>;
}

/** An event whose execution is under way. */
export interface Work {
	id: string;
	delivery: Delivery;
	counter: Counter;
}

/** How many events that succeeded are known again, and for how long (in milliseconds). */
const REMEMBERED = 10_000;
const REMEMBERED_FOR = 600_000;

/** Milliseconds after which the ledger of a trigger that is no more is dropped. */
const DROP_AFTER = 60_000;

const ledgers = new Map<string, Ledger>();

/**
 * What this process knows of a group's events. It outlives subscriptions and also triggers, so that an event that comes again while
 * its execution is under way, because the connection broke or a new version of the workflow was published, is not executed twice.
 */
export class Ledger {
	readonly inFlight = new Map<string, Work>();
	/** Failures of events that are to be tried again. */
	readonly failures = new Map<string, { count: number; reason: string }>();
	private readonly succeeded = new Map<string, number>();
	private running = 0;
	private waiters: (() => void)[] = [];

	/** The one of a trigger, which is the same as long as the trigger is. */
	static of(key: string): Ledger {
		const ledger = ledgers.get(key) ?? new Ledger();
		ledgers.set(key, ledger);
		return ledger;
	}

	/** Forgets the ledger of a trigger that is no more, once its executions have ended and nobody has taken it up again. */
	static leave(key: string): void {
		const ledger = ledgers.get(key);
		setTimeout(() => {
			if (ledger !== undefined && ledgers.get(key) === ledger && ledger.running === 0) ledgers.delete(key);
		}, DROP_AFTER).unref();
	}

	/** Whether an event was executed already, and only its acknowledgement got lost. */
	hasSucceeded(id: string): boolean {
		const since = this.succeeded.get(id);
		return since !== undefined && Date.now() - since < REMEMBERED_FOR;
	}

	/** Notes executions that begin, until what becomes of their events is settled. */
	async during(works: readonly Work[], run: () => Promise<void>): Promise<void> {
		this.running++;
		for (const work of works) this.inFlight.set(work.id, work);
		try {
			await run();
		} finally {
			this.running--;
			for (const { id } of works) this.inFlight.delete(id);
			const waiters = this.waiters;
			this.waiters = [];
			for (const wake of waiters) wake();
		}
	}

	/** Waits until fewer executions are under way. */
	async below(count: number): Promise<void> {
		while (this.running >= count) await new Promise<void>((resolve) => this.waiters.push(resolve));
	}

	/** From now on the event is acknowledged without an execution when it comes again. */
	success(id: string): void {
		this.inFlight.delete(id);
		this.failures.delete(id);
		this.succeeded.delete(id);
		this.succeeded.set(id, Date.now());
		const [oldest] = this.succeeded.keys();
		if (this.succeeded.size > REMEMBERED && oldest !== undefined) this.succeeded.delete(oldest);
	}

	/** @returns how often the event has failed */
	failure(id: string, reason: string): number {
		const count = (this.failures.get(id)?.count ?? 0) + 1;
		this.failures.set(id, { count, reason });
		return count;
	}

	/** Events with ids that are known are new ones: the group was made anew. */
	forget(): void {
		this.succeeded.clear();
		this.failures.clear();
	}
}
