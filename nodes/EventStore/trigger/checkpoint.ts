import { BACKWARDS, END, jsonEvent, metastreamOf, NO_STREAM } from '@eventstore/db-client';

import { InvalidField, SystemError } from '../../shared/errors.ts';
import { orNone } from '../../shared/or-none.ts';
import { take } from '../../shared/page.ts';
import { isFailure } from '../is-failure.ts';
import type { EventStore } from '../transport.ts';
import type { Place } from '../place.ts';

/** What the names of the streams begin with in which triggers keep their places. */
export const CHECKPOINTS = 'n8nCheckpoint-';

/** How many places of a trigger are kept, for people who look. */
const KEPT = 10;

/** A place that is written down. */
export interface Checkpoint {
	/** Up to which all is done; `undefined` for nothing. */
	place: Place | undefined;
	/** Revision of the checkpoint itself. */
	revision: bigint;
}

type Written = { stream?: unknown; revision?: unknown; position?: { commit?: unknown; prepare?: unknown } };

/**
 * Where a trigger keeps its place: in a stream of the event store, next to the events. n8n's static data would be saved with the
 * workflow at times of n8n's choosing, and be lost when its process is killed.
 */
export class CheckpointStream {
	readonly name: string;
	private readonly eventStore: EventStore;
	private readonly source: string;

	/** @param source name of the stream whose places these are */
	constructor(eventStore: EventStore, name: string, source: string) {
		this.eventStore = eventStore;
		this.name = `${CHECKPOINTS}${name}`;
		this.source = source;
	}

	/** @throws InvalidField when somebody else's places stand there */
	async read(): Promise<Checkpoint | undefined> {
		const last = take(this.eventStore.readStream(this.name, { direction: BACKWARDS, fromRevision: END, maxCount: 1 }), 1);
		const [resolved] = (await orNone(last, 'stream-not-found')) ?? [];
		if (resolved?.event === undefined) return undefined;
		const { data, revision } = resolved.event;
		const { stream, ...written } = data as Written;
		if (stream !== this.source) {
			throw new InvalidField('Checkpoint Name', `the stream ${this.name} has places of "${String(stream)}"`, `another name for those of "${this.source}"`);
		}
		return { place: toPlace(written), revision };
	}

	/**
	 * @param known revision of the checkpoint before this one, where there is one
	 * @param event id of the event that was done
	 * @returns revision of this one
	 * @throws SystemError `wrong-expected-revision` when somebody else has moved on from there
	 */
	async write(place: Place | undefined, known: bigint | undefined, event?: string): Promise<bigint> {
		const data = { stream: this.source, ...fromPlace(place), ...(event !== undefined && { event }) };
		const expectedRevision = known ?? NO_STREAM;
		const appended = await this.eventStore
			.call((connection) => connection.appendToStream(this.name, jsonEvent({ type: 'Checkpoint', data }), { expectedRevision }))
			.catch((thrown: unknown) => {
				throw this.explained(thrown);
			});
		if (known === undefined) await this.keepFew();
		return appended.nextExpectedRevision;
	}

	/** The stream is one that nobody has chosen. */
	private explained(thrown: unknown): unknown {
		if (!isFailure(thrown, 'access-denied')) return thrown;
		const { description, code } = thrown.failure;
		return new SystemError({ message: `The user may not write to the stream ${this.name}, where Catch-Up keeps its place`, description, code }, thrown);
	}

	/** Old places are no use; when they cannot be limited they are only many. */
	private async keepFew(): Promise<void> {
		const limit = jsonEvent({ type: '$metadata', data: { $maxCount: KEPT } });
		await orNone(this.eventStore.call((connection) => connection.appendToStream(metastreamOf(this.name), limit)).then(() => undefined), 'access-denied');
	}
}

function fromPlace(place: Place | undefined): object {
	if (place === undefined) return { revision: null };
	return typeof place === 'bigint' ? { revision: place.toString() } : { position: { commit: place.commit.toString(), prepare: place.prepare.toString() } };
}

function toPlace({ revision, position }: Written): Place | undefined {
	if (typeof revision === 'string') return BigInt(revision);
	if (typeof position?.commit === 'string' && typeof position.prepare === 'string') return { commit: BigInt(position.commit), prepare: BigInt(position.prepare) };
	return undefined;
}
