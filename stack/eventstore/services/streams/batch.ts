import type { BatchAppendReq } from '@eventstore/db-client/generated/streams_pb.js';
import { malformed } from '../../errors.ts';
import type { ExpectedRevision, ProposedEvent } from '../../store/records.ts';
import { streamName } from './identifiers.ts';
import { numberedRevision, proposedEvent, sizeOf } from './requests.ts';

/** One append of a batch append call, put together from its fragments. */
export class Batch {
	readonly stream: string;
	readonly expected: ExpectedRevision;
	/** When it is too late for the client: milliseconds since 1970. */
	readonly #deadline: number;
	readonly #writeTimeout: number;
	readonly events: ProposedEvent[] = [];
	size = 0;
	#timer: NodeJS.Timeout | undefined;

	/**
	 * @param writeTimeout longest wait for fragments, in milliseconds, whatever the client's own deadline
	 * @throws ServiceError when the options lack the stream or the expected revision
	 */
	constructor(options: BatchAppendReq.Options, writeTimeout: number) {
		this.stream = streamName(options.getStreamIdentifier());
		this.expected = expectedPosition(options);
		this.#deadline = options.getDeadline()?.toDate().getTime() ?? Number.POSITIVE_INFINITY;
		this.#writeTimeout = writeTimeout;
	}

	get expired(): boolean {
		return Date.now() >= this.#deadline;
	}

	add(messages: readonly BatchAppendReq.ProposedMessage[]): void {
		for (const message of messages) {
			const event = proposedEvent(message);
			this.size += sizeOf(event);
			this.events.push(event);
		}
	}

	/** Waits for the remaining fragments: until the deadline, but not beyond the server's own time-out. */
	expect(expired: () => void): void {
		this.#timer = setTimeout(expired, Math.min(this.#deadline - Date.now(), this.#writeTimeout));
	}

	/** Stops waiting for fragments. */
	complete(): void {
		clearTimeout(this.#timer);
	}
}

function expectedPosition(options: BatchAppendReq.Options): ExpectedRevision {
	if (options.hasStreamPosition()) return numberedRevision(options.getStreamPosition());
	if (options.hasNoStream()) return 'no_stream';
	if (options.hasAny()) return 'any';
	if (options.hasStreamExists()) return 'stream_exists';
	throw malformed('A write needs an expected revision: any, no stream, stream exists, or a number.');
}
