import { clearInterval, setInterval } from 'node:timers';

import type { Logger } from 'n8n-workflow';

/** What is known elsewhere of how far a trigger is. */
export interface Standing {
	/** Events that are kept aside at the event store. */
	parked?: bigint;
	/** Events that are there and not done. */
	lag?: bigint;
	/** Of the log of the whole database: how many bytes of it are not done. */
	lagBytes?: bigint;
}

interface Source {
	inFlight(): number;
	/** Asked only while there is something to tell. */
	standing(): Promise<Standing>;
}

type Count = 'acknowledged' | 'retried' | 'parked' | 'skipped' | 'gone' | 'known again';

const INTERVAL = 60_000;

/** Tells n8n's log how a trigger is doing: what is in flight, what became of the rest, and how much there is to come. */
export class Report {
	private readonly counts = new Map<Count, number>();
	private readonly who: string;
	private readonly logger: Logger;
	private timer: NodeJS.Timeout | undefined;
	private told = '';

	/** @param who begins each line: the trigger and its workflow */
	constructor(logger: Logger, who: string) {
		this.logger = logger;
		this.who = who;
	}

	add(what: Count, count = 1): void {
		this.counts.set(what, (this.counts.get(what) ?? 0) + count);
	}

	count(what: Count): number {
		return this.counts.get(what) ?? 0;
	}

	info(message: string): void {
		this.logger.info(`${this.who} ${message}`);
	}

	warn(message: string): void {
		this.logger.warn(`${this.who} ${message}`);
	}

	error(message: string): void {
		this.logger.error(`${this.who} ${message}`);
	}

	/** Writes a line a minute, as long as it says something new or something is in flight. */
	begin(source: Source, interval = INTERVAL): void {
		this.timer = setInterval(() => void this.tell(source), interval).unref();
	}

	end(): void {
		clearInterval(this.timer);
	}

	private async tell(source: Source): Promise<void> {
		const inFlight = source.inFlight();
		const summary = [...this.counts].map(([what, count]) => `${count} ${what}`).join(', ');
		if (inFlight === 0 && summary === this.told) return;
		this.told = summary;
		const { parked, lag, lagBytes } = await source.standing().catch((): Standing => ({}));
		const there = [
			...(lag === undefined ? [] : [`${lag} to come`]),
			...(lagBytes === undefined ? [] : [`${lagBytes} bytes of the log to come`]),
			...(parked === undefined ? [] : [`${parked} parked in the group`]),
		];
		this.info(`has ${[`${inFlight} in flight`, ...(summary ? [summary] : []), ...there].join(', ')}`);
	}
}

/** The message of whatever was thrown. */
export function messageOf(thrown: unknown): string {
	return thrown instanceof Error ? thrown.message : String(thrown);
}
