import { FORWARDS, START } from '@eventstore/db-client';
import { v5 } from 'uuid';

import { appendEvents } from '../../EventStore/append-events.ts';
import { WrongRevision } from '../../EventStore/failure.ts';
import type { NewEvent } from '../../EventStore/new-event.ts';
import type { EventStore } from '../../EventStore/transport.ts';
import { SystemError } from '../../shared/errors.ts';
import { orNone } from '../../shared/or-none.ts';
import { tryAgain } from '../../shared/try-again.ts';
import { type Entries, type Entry, type EntryType, isEntryType } from './entry.ts';
import { Overtaken } from './overtaken.ts';
import { after, type RunState } from './state.ts';

/** Namespace of the ids of a journal's entries (RFC 9562, 5.5). */
const ENTRY_NAMESPACE = '5d0f7c53-5c8e-4d0d-8a15-9a4b3f1f2f0e';

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

	get isEmpty(): boolean {
		return this.#state === undefined;
	}

	/** Whether this execution holds the run. */
	get isMine(): boolean {
		return this.#state?.holder === this.executionId;
	}

	/** Reads what was written since. */
	async catchUp(eventStore: EventStore): Promise<void> {
		const fromRevision = this.#state === undefined ? START : this.#state.revision + 1n;
		const look = async () => {
			for await (const { event } of eventStore.readStream(this.stream, { direction: FORWARDS, fromRevision })) {
				if (event === undefined || !isEntryType(event.type)) continue;
				const metadata = event.metadata as { executionId?: string } | undefined;
				const entry = { type: event.type, data: event.data, revision: event.revision, created: event.created, executionId: metadata?.executionId ?? '' };
				this.#state = after(this.#state, entry as unknown as Entry);
			}
		};
		await orNone(look(), 'stream-not-found');
	}

	/**
	 * Writes an entry behind the last one that is known. Entries of one execution are written one after another, whoever asks at once.
	 *
	 * @throws Overtaken when somebody else has written, and has the run now
	 */
	async append<T extends EntryType>(eventStore: EventStore, type: T, data: Entries[T]): Promise<void> {
		const done = this.#queue.then(async () => await this.#append(eventStore, type, data));
		this.#queue = done.catch(() => undefined);
		await done;
	}

	async #append<T extends EntryType>(eventStore: EventStore, type: T, data: Entries[T]): Promise<void> {
		const last = this.#state?.revision;
		const event: NewEvent = {
			// The execution belongs to the id: the server would take the entry of another one under the same id for a repetition.
			id: v5(JSON.stringify([this.stream, String(last), this.executionId, type]), ENTRY_NAMESPACE),
			type,
			isJson: true,
			data: Buffer.from(JSON.stringify(data)),
			metadata: Buffer.from(JSON.stringify({ $correlationId: this.stream, executionId: this.executionId })),
		};
		const append = { stream: this.stream, events: [event], expected: last ?? ('no_stream' as const), promised: false };
		try {
			await tryAgain(() => appendEvents(eventStore, append), {
				isPassing: (thrown) => thrown instanceof SystemError && UNCLEAR.includes(thrown.failure.code),
				pause: (tries) => (tries < TRIES ? PAUSE : undefined),
			});
		} catch (thrown) {
			if (!(thrown instanceof WrongRevision)) throw thrown;
			await this.catchUp(eventStore);
			throw new Overtaken(this.stream, this.#state?.holder, this.executionId);
		}
		const entry = { type, data, executionId: this.executionId, revision: last === undefined ? 0n : last + 1n, created: new Date() };
		this.#state = after(this.#state, entry as unknown as Entry);
	}
}
