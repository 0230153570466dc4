import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import type { StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb.js';
import type { Status } from '@eventstore/db-client/generated/status_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import { status as grpcStatus } from '@grpc/grpc-js';
import type { handleBidiStreamingCall, ServerDuplexStream } from '@grpc/grpc-js';
import emptyPb from 'google-protobuf/google/protobuf/empty_pb.js';
import { isMissingProperty, shuttingDown, whyMalformed } from '../../errors.ts';
import { failure } from '../failure.ts';
import { Batch } from './batch.ts';
import * as errors from './batch-errors.ts';
import type { StreamsContext } from './context.ts';
import { fromUuid, streamIdentifier } from './identifiers.ts';
import { packed } from './packed.ts';

/** Appends under way at which a call stops reading, until half of them are answered. */
const mostInFlight = 4096;

/**
 * Streams.BatchAppend: any number of appends over one call. Each comes in fragments that carry its correlation id: the
 * first has the options, one is marked final. Each gets one response, in the order of the commits.
 */
export function batchAppend(context: StreamsContext): handleBidiStreamingCall<BatchAppendReq, BatchAppendResp> {
	return (call) => new BatchAppendCall(context, call).run();
}

class BatchAppendCall {
	readonly #context: StreamsContext;
	readonly #call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>;
	readonly #waiting = new Map<string, Batch>();
	#inFlight = 0;
	#ended = false;

	constructor(context: StreamsContext, call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>) {
		this.#context = context;
		this.#call = call;
		packed(call);
	}

	run(): void {
		const { closing } = this.#context;
		this.#call.on('data', (request: BatchAppendReq) => this.#receive(request));
		this.#call.on('end', this.#stop);
		this.#call.on('close', () => {
			closing.removeEventListener('abort', this.#stop);
			this.#drop();
		});
		closing.addEventListener('abort', this.#stop);
	}

	/** Takes nothing more; what is under way is still answered. */
	readonly #stop = () => {
		this.#drop();
		this.#ended = true;
		this.#finish();
	};

	#receive(request: BatchAppendReq): void {
		if (this.#ended) return;
		const id = request.getCorrelationId();
		try {
			this.#take(request, Buffer.from(fromUuid(id)).toString('hex'));
		} catch (error) {
			const identifier = request.getOptions()?.getStreamIdentifier();
			this.#respondError(id, identifier, this.#toStatus(error));
		}
	}

	#take(request: BatchAppendReq, key: string): void {
		const id = request.getCorrelationId();
		const options = request.getOptions();
		if (options !== undefined && !this.#waiting.has(key)) {
			const batch = new Batch(options, this.#context.writeTimeout);
			if (batch.expired) {
				this.#respondError(id, streamIdentifier(batch.stream), errors.timeout());
				return;
			}
			this.#waiting.set(key, batch);
			batch.expect(() => {
				this.#waiting.delete(key);
				this.#respondError(id, streamIdentifier(batch.stream), errors.timeout());
			});
		}
		// Fragments of an append that was refused already have nothing to belong to.
		const batch = this.#waiting.get(key);
		if (batch === undefined) return;
		try {
			batch.add(request.getProposedMessagesList());
		} catch (error) {
			this.#refuse(key, id, batch, this.#toStatus(error));
			return;
		}
		if (batch.size > this.#context.maxAppendSize) {
			this.#refuse(key, id, batch, errors.maximumAppendSizeExceeded(this.#context.maxAppendSize));
			return;
		}
		if (!request.getIsFinal()) return;
		batch.complete();
		this.#waiting.delete(key);
		void this.#write(id, batch);
	}

	async #write(id: UUID | undefined, batch: Batch): Promise<void> {
		this.#inFlight += 1;
		if (this.#inFlight === mostInFlight) this.#call.pause();
		const { stream, expected, events } = batch;
		const response = new streamsPb.BatchAppendResp().setCorrelationId(id).setStreamIdentifier(streamIdentifier(stream));
		try {
			const wanted = () => !this.#call.cancelled && !batch.expired;
			const outcome = await this.#context.store.append(stream, expected, events, wanted);
			switch (outcome.result) {
				case 'success': response.setSuccess(success(outcome.revision, outcome.position)); break;
				case 'wrong_expected_version':
					response.setError(errors.wrongExpectedVersion(expected, outcome.current));
					break;
				case 'stream_deleted': response.setError(errors.streamDeleted(stream)); break;
				case 'abandoned': response.setError(errors.timeout()); break;
			}
		} catch (error) {
			response.setError(this.#toStatus(error));
		}
		this.#respond(response);
		this.#inFlight -= 1;
		if (this.#inFlight === mostInFlight / 2 && this.#call.isPaused()) this.#call.resume();
		this.#finish();
	}

	#refuse(key: string, id: UUID | undefined, batch: Batch, error: Status): void {
		batch.complete();
		this.#waiting.delete(key);
		this.#respondError(id, streamIdentifier(batch.stream), error);
	}

	#respondError(id: UUID | undefined, stream: StreamIdentifier | undefined, error: Status): void {
		this.#respond(
			new streamsPb.BatchAppendResp().setCorrelationId(id).setStreamIdentifier(stream).setError(error));
	}

	#respond(response: BatchAppendResp): void {
		if (!this.#call.cancelled && this.#call.writable) this.#call.write(response);
	}

	/** Ends the call when nothing more is taken and everything is answered. */
	#finish(): void {
		if (!this.#ended || this.#inFlight > 0 || !this.#call.writable) return;
		if (this.#context.closing.aborted) this.#call.emit('error', shuttingDown());
		else this.#call.end();
	}

	#drop(): void {
		for (const batch of this.#waiting.values()) batch.complete();
		this.#waiting.clear();
	}

	#toStatus(error: unknown): Status {
		const { code, details } = failure(error, 'BatchAppend', this.#context.log);
		const why = whyMalformed(error);
		if (why !== undefined) return errors.badRequest(why);
		if (isMissingProperty(error)) return errors.badRequest('The given key was not present in the dictionary.');
		return code === grpcStatus.INVALID_ARGUMENT ? errors.badRequest(details) : errors.unknown(details);
	}
}

function success(revision: number, position: number | undefined): BatchAppendResp.Success {
	const message = new streamsPb.BatchAppendResp.Success();
	if (revision < 0) message.setNoStream(new emptyPb.Empty());
	else message.setCurrentRevision(String(revision));
	if (position === undefined) return message.setNoPosition(new emptyPb.Empty());
	return message.setPosition(
		new sharedPb.AllStreamPosition().setCommitPosition(String(position)).setPreparePosition(String(position)));
}
