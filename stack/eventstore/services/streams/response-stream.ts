import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerWritableStream, ServiceError } from '@grpc/grpc-js';
import { shuttingDown } from '../../errors.ts';
import { packed } from './packed.ts';

/** A message, or what it is on the wire. */
export type Response = ReadResp | Buffer;

/** Read, whose responses may be bytes already. */
export const readMethod = {
	...StreamsService.read,
	responseSerialize: (response: Response): Buffer => Buffer.isBuffer(response) ? response : StreamsService.read.responseSerialize(response),
};

/** Bytes that are written together, or one message. */
export const bytesTogether = 1024 * 1024;

/** Bytes of a response, of which only events are large. */
export function sizeOf(response: Response): number {
	return Buffer.isBuffer(response) ? response.length : 1;
}

/** The responses of one Read call: written as fast as the client takes them, until either side ends the call. */
export class ResponseStream {
	/** Aborted when the client has gone or the server shuts down. */
	readonly signal: AbortSignal;
	readonly #call: ServerWritableStream<ReadReq, ReadResp>;
	readonly #closing: AbortSignal;

	constructor(call: ServerWritableStream<ReadReq, ReadResp>, closing: AbortSignal) {
		const gone = new AbortController();
		call.once('cancelled', () => gone.abort());
		call.once('close', () => gone.abort());
		this.signal = AbortSignal.any([gone.signal, closing]);
		this.#call = call;
		this.#closing = closing;
		packed(call);
	}

	/** Whether there is still someone to write to. */
	get open(): boolean {
		return !this.signal.aborted && this.#call.writable;
	}

	/** Resolves when there is room for more, or nobody to write to. */
	async write(response: Response): Promise<void> {
		if (!this.open || this.#call.write(response as ReadResp)) return;
		await this.#drained();
	}

	/**
	 * Writes several together, which cost less than each alone, some at a time: no more are taken than the client takes soon. Resolves
	 * as `write` does.
	 */
	async writeAll(responses: Iterable<Response>): Promise<void> {
		let bytes = 0;
		let room = true;
		for (const response of responses) {
			if (!this.open) break;
			if (bytes === 0) this.#call.cork();
			room = this.#call.write(response as ReadResp);
			bytes += sizeOf(response);
			if (bytes < bytesTogether) continue;
			this.#call.uncork();
			bytes = 0;
			if (!room) await this.#drained();
			room = true;
		}
		if (bytes > 0) this.#call.uncork();
		if (!room) await this.#drained();
	}

	async #drained(): Promise<void> {
		await new Promise<void>((resolve) => {
			const done = () => {
				this.#call.off('drain', done);
				this.signal.removeEventListener('abort', done);
				resolve();
			};
			this.#call.once('drain', done);
			this.signal.addEventListener('abort', done, { once: true });
		});
	}

	/** Ends the call; a call that the server's shutdown cut short ends with an error, so that clients come back. */
	end(): void {
		if (this.#closing.aborted) this.fail(shuttingDown());
		else if (this.#call.writable) this.#call.end();
	}

	fail(error: ServiceError): void {
		if (this.#call.writable) this.#call.emit('error', error);
	}
}
