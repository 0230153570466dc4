import { randomUUID } from 'node:crypto';

import { FORWARDS, START } from '@eventstore/db-client';

import { type Appended, appendEvents } from '../../EventStore/append-events.ts';
import { WrongRevision } from '../../EventStore/failure.ts';
import type { NewEvent } from '../../EventStore/new-event.ts';
import type { EventStore } from '../../EventStore/transport.ts';
import { SystemError } from '../../shared/errors.ts';
import { orNone } from '../../shared/or-none.ts';
import { tryAgain } from '../../shared/try-again.ts';
import { type Entries, type Entry, type EntryType, isEntryType } from './entry.ts';
import { Overtaken } from './overtaken.ts';
import { Secrets } from './secrets.ts';
import { after, type RunState } from './state.ts';

/** Failures after which nobody knows whether the entry was written; writing it again under its id writes it once. */
const UNCLEAR: readonly (string | undefined)[] = ['timeout', 'unavailable'];

/** Milliseconds between tries to write an entry, and how many. */
const PAUSE = 500;
const TRIES = 5;

/**
 * The journal of one run, as one execution writes it: every entry expects the revision of the one before, so that of two executions
 * that think they have the run only one can write.
 */
export class Journal {
	readonly stream: string;
	/** Execution that writes. */
	readonly executionId: string;
	/** What its entries must not have. */
	readonly secrets = new Secrets();
	#state: RunState | undefined;
	#queue: Promise<unknown> = Promise.resolve();

	private constructor(stream: string, executionId: string, state: RunState | undefined) {
		this.stream = stream;
		this.executionId = executionId;
		this.#state = state;
	}

	/** Reads a journal from its beginning; one that is empty has no state. */
	static async read(eventStore: EventStore, stream: string, executionId: string): Promise<Journal> {
		const journal = new Journal(stream, executionId, undefined);
		await journal.catchUp(eventStore);
		return journal;
	}

	/** @throws Error before the run has begun */
	get state(): RunState {
		if (this.#state === undefined) throw new Error(`Nothing stands in the journal "${this.stream}"`);
		return this.#state;
	}

	/** Number of the last entry; undefined while there is none. */
	get last(): bigint | undefined {
		return this.#state?.revision;
	}

	get isEmpty(): boolean {
		return this.#state === undefined;
	}

	/** Whether this execution holds the run. */
	get isMine(): boolean {
		return this.#state?.holder === this.executionId;
	}

	/**
	 * Reads what was written since.
	 *
	 * @returns what kinds of entries there were
	 */
	async catchUp(eventStore: EventStore): Promise<EntryType[]> {
		const seen: EntryType[] = [];
		const fromRevision = this.#state === undefined ? START : this.#state.revision + 1n;
		const look = async () => {
			for await (const { event } of eventStore.readStream(this.stream, { direction: FORWARDS, fromRevision })) {
				if (event === undefined || !isEntryType(event.type)) continue;
				const metadata = event.metadata as { executionId?: string } | undefined;
				const entry = { type: event.type, data: event.data, revision: event.revision, created: event.created, executionId: metadata?.executionId ?? '' };
				this.#state = after(this.#state, entry as unknown as Entry);
				seen.push(event.type);
			}
		};
		await orNone(look(), 'stream-not-found');
		return seen;
	}

	/**
	 * Writes an entry behind the last one that is known. Entries of one execution are written one after another, whoever asks at once.
	 * Answers that somebody gave meanwhile are read and go before it: they take the run from nobody.
	 *
	 * @throws Overtaken when somebody else has written, and has the run now
	 */
	async append<T extends EntryType>(eventStore: EventStore, type: T, data: Entries[T]): Promise<void> {
		const done = this.#queue.then(async () => {
			const written = this.secrets.without(data);
			while (!(await this.#append(eventStore, type, written)));
		});
		this.#queue = done.catch(() => undefined);
		await done;
	}

	/** @returns whether it is written; false when an answer came before it */
	async #append<T extends EntryType>(eventStore: EventStore, type: T, data: Entries[T]): Promise<boolean> {
		const { last } = this;
		const event: NewEvent = {
			// Of this call alone: the server would take an entry of somebody else under the same id for a repetition, be it that n8n runs
			// an execution twice at once.
			id: randomUUID(),
			type,
			isJson: true,
			data: Buffer.from(JSON.stringify(data)),
			metadata: Buffer.from(JSON.stringify({ $correlationId: this.stream, executionId: this.executionId })),
		};
		const append = { stream: this.stream, events: [event], expected: last ?? ('no_stream' as const), promised: false };
		let appended: Appended[];
		try {
			appended = await tryAgain(() => appendEvents(eventStore, append), {
				isPassing: (thrown) => thrown instanceof SystemError && UNCLEAR.includes(thrown.failure.code),
				pause: (tries) => (tries < TRIES ? PAUSE : undefined),
			});
		} catch (thrown) {
			if (!(thrown instanceof WrongRevision)) throw thrown;
			const between = await this.catchUp(eventStore);
			if (type !== 'AnswerGiven' && between.length > 0 && between.every((each) => each === 'AnswerGiven')) return false;
			throw new Overtaken(this.stream, this.#state?.holder, this.executionId);
		}
		// The first entry of a journal that was deleted before does not have the number 0.
		const revision = BigInt(appended[0]?.revision ?? 0);
		const entry = { type, data, executionId: this.executionId, revision, created: new Date() };
		this.#state = after(this.#state, entry as unknown as Entry);
		return true;
	}
}
