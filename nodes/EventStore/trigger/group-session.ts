import { setTimeout as sleep } from 'node:timers/promises';

import type { INodeExecutionData } from 'n8n-workflow';

import { SystemError } from '../../shared/errors.ts';
import { deleted, Silence } from '../failure.ts';
import { backOff } from './back-off.ts';
import { isWanted } from './filter.ts';
import type { GroupSubscription } from './group.ts';
import type { Counter, Delivery, Ledger, Work } from './ledger.ts';
import type { Session } from './listener.ts';
import type { Execute } from './outcome.ts';
import { messageOf, type Report } from './report.ts';
import type { GroupSettings } from './settings.ts';
import type { ClientSubscription, Subscription } from './subscription.ts';

/** The client's own subscription has more of Node's stream than its types say. */
export type GroupClient = ClientSubscription & Pick<GroupSubscription, 'ack' | 'nack'>;

export interface Desk {
	ledger: Ledger;
	execute: Execute;
	toItem: (delivery: Delivery) => INodeExecutionData;
	settings: GroupSettings;
	report: Report;
	/** Aborts when the trigger is to stop. */
	signal: AbortSignal;
}

/** Milliseconds that the client has to hand an acknowledgement to the network. */
const WRITE_WITHIN = 10_000;
/** Milliseconds between the last acknowledgement and the end of the call, which would overtake it at the server. */
const FLUSH = 500;

/** A subscription to a group: executes what it gives out, and says what became of it. */
export class GroupSession implements Session, Counter {
	readonly over: Promise<unknown>;
	private readonly subscription: Subscription<Delivery, GroupClient>;
	private readonly desk: Desk;
	private lastWrite = 0;

	constructor(subscription: Subscription<Delivery, GroupClient>, desk: Desk) {
		this.subscription = subscription;
		this.desk = desk;
		this.over = subscription.over;
		void this.work().catch((thrown: unknown) => subscription.fail(thrown));
	}

	async close(): Promise<void> {
		const { ledger, settings, report } = this.desk;
		const waited = new AbortController();
		await Promise.race([ledger.below(1), sleep(settings.stopWait, undefined, { signal: waited.signal }).catch(() => undefined)]);
		waited.abort();
		if (ledger.inFlight.size > 0) report.warn(`stops while ${ledger.inFlight.size} events are being executed; they are acknowledged when they come again, or executed again after a restart of n8n`);
		const rest = this.lastWrite + FLUSH - Date.now();
		if (rest > 0 && !this.subscription.isOver) await sleep(rest);
		await this.subscription.close();
	}

	async acknowledge(deliveries: readonly Delivery[]): Promise<boolean> {
		return await this.write('acknowledged', deliveries.length, () => this.subscription.client.ack(...deliveries));
	}

	async again(delivery: Delivery, reason: string): Promise<boolean> {
		return await this.write('retried', 1, () => this.subscription.client.nack('retry', reason, delivery));
	}

	async park(delivery: Delivery, reason: string): Promise<boolean> {
		return await this.write('parked', 1, () => this.subscription.client.nack('park', reason, delivery));
	}

	private async write(what: 'acknowledged' | 'retried' | 'parked', count: number, write: () => Promise<void>): Promise<boolean> {
		if (this.subscription.isOver) return false;
		const late = new AbortController();
		try {
			this.lastWrite = Date.now();
			await Promise.race([write(), silence(WRITE_WITHIN, late.signal)]);
			this.lastWrite = Date.now();
			this.desk.report.add(what, count);
			return true;
		} catch (thrown) {
			this.subscription.fail(thrown);
			return false;
		} finally {
			late.abort();
		}
	}

	private async work(): Promise<void> {
		const { ledger, settings, signal } = this.desk;
		for (;;) {
			const deliveries = await this.subscription.take(settings.batchSize, settings.batchWait);
			if (deliveries.length === 0) return;
			const fresh: Delivery[] = [];
			for (const delivery of deliveries) if (await this.isToExecute(delivery)) fresh.push(delivery);
			for (const batch of this.batchesOf(fresh)) {
				await ledger.below(settings.concurrency);
				// What is not begun stays with the event store.
				if (signal.aborted || this.subscription.isOver) return;
				// It may have come twice while there was no room for it.
				const left = batch.filter((delivery) => !ledger.inFlight.has(idOf(delivery)));
				if (left.length > 0) this.begin(left);
			}
		}
	}

	/** Deals with what needs no execution. */
	private async isToExecute(delivery: Delivery): Promise<boolean> {
		const { ledger, report, settings } = this.desk;
		const id = idOf(delivery);
		if (isTombstone(delivery, settings.source.stream)) void this.endWithStream();
		const underWay = ledger.inFlight.get(id);
		if (underWay !== undefined) {
			Object.assign(underWay, { delivery, counter: this });
			report.add('known again');
			return false;
		}
		if (ledger.hasSucceeded(id)) {
			report.add('known again');
			await this.acknowledge([delivery]);
			return false;
		}
		if (!isWanted(delivery, settings.source)) {
			report.add('skipped');
			await this.acknowledge([delivery]);
			return false;
		}
		const failed = ledger.failures.get(id);
		if (failed !== undefined && failed.count > settings.retries) {
			if (await this.park(delivery, failed.reason)) ledger.failures.delete(id);
			return false;
		}
		return true;
	}

	/** Nothing new comes any more: waits for what is being executed, and for what fails and comes again. */
	private async endWithStream(): Promise<void> {
		const { ledger, settings, signal } = this.desk;
		do {
			await ledger.below(1);
			await sleep(FLUSH, undefined, { signal }).catch(() => undefined);
		} while (ledger.inFlight.size > 0);
		if (!signal.aborted) this.subscription.fail(new SystemError(deleted(settings.source.stream)));
	}

	/** What failed before is executed by itself, so that it does not fail others. */
	private batchesOf(deliveries: readonly Delivery[]): Delivery[][] {
		const hasFailed = (delivery: Delivery) => this.desk.ledger.failures.has(idOf(delivery));
		const together = deliveries.filter((delivery) => !hasFailed(delivery));
		return [...(together.length > 0 ? [together] : []), ...deliveries.filter(hasFailed).map((delivery) => [delivery])];
	}

	private begin(deliveries: readonly Delivery[]): void {
		const { ledger, report } = this.desk;
		const works = deliveries.map((delivery): Work => ({ id: idOf(delivery), delivery, counter: this }));
		void ledger
			.during(works, async () => await this.run(works))
			.catch((thrown: unknown) => {
				report.error(`could not execute ${works.length} events: ${messageOf(thrown)}`);
				this.subscription.fail(thrown);
			});
	}

	private async run(works: readonly Work[]): Promise<void> {
		const { execute, ledger, toItem } = this.desk;
		const outcome = await execute(works.map(({ delivery }) => toItem(delivery)));
		switch (outcome.kind) {
			case 'done':
				for (const { id } of works) ledger.success(id);
				await acknowledgeAll(works);
				return;
			case 'cut':
				return;
			default:
				await Promise.all(works.map(async (work) => await this.refuse(work, outcome.reason, outcome.kind === 'refused')));
		}
	}

	/** The event is tried again after a pause, or parked. */
	private async refuse(work: Work, reason: string, forGood: boolean): Promise<void> {
		const { ledger, report, settings, signal } = this.desk;
		const count = ledger.failure(work.id, reason);
		if (!forGood && count <= settings.retries) {
			report.warn(`tries event ${describe(work.delivery)} again: ${reason}`);
			await sleep(backOff(count, settings.retryPause), undefined, { signal }).catch(() => undefined);
			if (!signal.aborted) await work.counter.again(work.delivery, reason);
			return;
		}
		report.error(`parks event ${describe(work.delivery)} after ${count} failed executions: ${reason}`);
		// Where the connection is lost it is parked when it comes again.
		ledger.failures.set(work.id, { count: settings.retries + 1, reason });
		if (await work.counter.park(work.delivery, reason)) ledger.failures.delete(work.id);
	}
}

/** Fails after a while, unless that is no longer of interest. */
async function silence(milliseconds: number, signal: AbortSignal): Promise<never> {
	await sleep(milliseconds, undefined, { signal, ref: false });
	throw new Silence(milliseconds);
}

/** Each where it came last. */
async function acknowledgeAll(works: readonly Work[]): Promise<void> {
	for (const [counter, ofCounter] of Map.groupBy(works, ({ counter }) => counter)) {
		await counter.acknowledge(ofCounter.map(({ delivery }) => delivery));
	}
}

/** By which the event store knows an event: of one that came by a link, the link's. */
export function idOf({ event, link }: Delivery): string {
	const id = (link ?? event)?.id;
	if (id === undefined) throw new Error('The event store sent a record with neither event nor link');
	return id;
}

/** The last event of a stream that was deleted for ever; it comes to those who listen at that time. */
function isTombstone({ event, link }: Delivery, stream: string): boolean {
	return link === undefined && event?.type === '$streamDeleted' && event.streamId === stream;
}

function describe({ event, link }: Delivery): string {
	const { streamId, revision } = (event ?? link)!;
	return `${revision}@${streamId}`;
}
