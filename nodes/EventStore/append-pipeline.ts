import { randomUUID } from 'node:crypto';
import { clearTimeout, setTimeout } from 'node:timers';

import { ANY, type AppendExpectedRevision, NO_STREAM, STREAM_EXISTS } from '@eventstore/db-client';
import { unpackToCommandError } from '@eventstore/db-client/dist/streams/appendToStream/unpackError.js';
import { convertToCommandError } from '@eventstore/db-client/dist/utils/CommandError.js';
import { createStreamIdentifier } from '@eventstore/db-client/dist/utils/grpcStreamIdentifier.js';
import { UUID } from '@eventstore/db-client/generated/shared_pb.js';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { BatchAppendReq, type BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { ClientDuplexStream, ServiceError } from '@grpc/grpc-js';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb.js';
import { Timestamp } from 'google-protobuf/google/protobuf/timestamp_pb.js';

import { SystemError } from '../shared/errors.ts';
import { type AppendAnswer, fill, toAnswer } from './append-request.ts';
import { partsOf } from './append-size.ts';
import type { EventStoreConnection } from './connection.ts';
import { CHECK_OUTCOME, Silence } from './failure.ts';
import type { NewEvent } from './new-event.ts';

/**
 * How long the server may take over an append by its own clock, in milliseconds: so long that a clock that goes wrong by hours on
 * either side does no harm. The server's own write time-out is shorter, and here the answer is waited for by a clock of its own.
 */
const SERVER_DEADLINE = 86_400_000;

/** Bytes of events in one message; gRPC takes 4 MiB of all that is in it. */
const MESSAGE = 2_097_152;

interface Waiting {
	stream: string;
	resolve: (answer: AppendAnswer) => void;
	reject: (error: unknown) => void;
	timer: NodeJS.Timeout;
}

/**
 * Appends on one call to and fro, each an append of its own: the server takes them in the order in which they are sent, and the next
 * is sent before the answer to the last one has come.
 *
 * The client's own such call keeps the appends of all servers in one table, so that the failure of one fails those of the others.
 */
export class AppendPipeline {
	readonly #call: ClientDuplexStream<BatchAppendReq, BatchAppendResp>;
	readonly #patience: number;
	readonly #waiting = new Map<string, Waiting>();
	#ended: Error | undefined;

	private constructor(call: ClientDuplexStream<BatchAppendReq, BatchAppendResp>, patience: number) {
		this.#call = call;
		this.#patience = patience;
		call.on('data', (answer: BatchAppendResp) => this.#take(answer));
		call.on('error', (error: ServiceError) => this.#fail(convertToCommandError(error)));
		call.on('end', () => this.#fail(endedEarly()));
	}

	static async open(connection: EventStoreConnection): Promise<AppendPipeline> {
		const call = await connection.duplex<StreamsClient, BatchAppendReq, BatchAppendResp>(StreamsClient, (client, metadata, options) => client.batchAppend(metadata, options));
		return new AppendPipeline(call, connection.patience);
	}

	/** Sends one append at once; the promise is for its answer. */
	async append(stream: string, events: readonly NewEvent[], expected: AppendExpectedRevision): Promise<AppendAnswer> {
		if (this.#ended !== undefined) throw this.#ended;
		const id = randomUUID();
		const options = new BatchAppendReq.Options()
			.setStreamIdentifier(createStreamIdentifier(stream))
			.setDeadline(Timestamp.fromDate(new Date(Date.now() + SERVER_DEADLINE)));
		if (expected === ANY) options.setAny(new Empty());
		else if (expected === NO_STREAM) options.setNoStream(new Empty());
		else if (expected === STREAM_EXISTS) options.setStreamExists(new Empty());
		else options.setStreamPosition(String(expected));
		return await new Promise<AppendAnswer>((resolve, reject) => {
			const timer = setTimeout(() => this.#give(id)?.reject(new Silence(this.#patience)), this.#patience);
			this.#waiting.set(id, { stream, resolve, reject, timer });
			for (const fragment of fragmentsOf(id, options, events)) this.#call.write(fragment);
		});
	}

	/** Ends the call; whatever waits for an answer fails. */
	close(): void {
		if (this.#waiting.size === 0) {
			this.#call.end();
			return;
		}
		this.#fail(endedEarly());
		this.#call.cancel();
	}

	#take(answer: BatchAppendResp): void {
		const waiting = this.#give(textOf(answer.getCorrelationId()));
		if (waiting === undefined) return;
		const success = answer.getSuccess();
		const error = answer.getError();
		if (success !== undefined) waiting.resolve(toAnswer(success));
		else waiting.reject(error === undefined ? new Error('The event store answered an append with nothing') : unpackToCommandError(error, waiting.stream));
	}

	#give(id: string): Waiting | undefined {
		const waiting = this.#waiting.get(id);
		this.#waiting.delete(id);
		clearTimeout(waiting?.timer);
		return waiting;
	}

	#fail(error: Error): void {
		this.#ended ??= error;
		for (const id of [...this.#waiting.keys()]) this.#give(id)?.reject(error);
	}
}

/** One append in as few messages as the server takes, the last of which says that it is. */
function fragmentsOf(id: string, options: BatchAppendReq.Options, events: readonly NewEvent[]): BatchAppendReq[] {
	const parts = partsOf(events, MESSAGE);
	return (parts.length > 0 ? parts : [[]]).map((part, index) => {
		const fragment = new BatchAppendReq()
			.setCorrelationId(new UUID().setString(id))
			.setProposedMessagesList(part.map((event) => fill(new BatchAppendReq.ProposedMessage(), event)))
			.setIsFinal(index >= parts.length - 1);
		return index === 0 ? fragment.setOptions(options) : fragment;
	});
}

function endedEarly(): SystemError {
	return new SystemError({ message: 'The event store ended the call before it answered', description: CHECK_OUTCOME, code: 'unavailable' });
}

/** The server answers with either form of the id. */
function textOf(id: UUID | undefined): string {
	const structured = id?.getStructured();
	if (structured === undefined) return id?.getString() ?? '';
	const hexadecimal = [structured.getMostSignificantBits(), structured.getLeastSignificantBits()]
		.map((bits) => BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0'))
		.join('');
	return hexadecimal.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
