import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerWritableStream, ServiceError } from '@grpc/grpc-js';
import { shuttingDown } from '../../errors.ts';

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
	}

	/** Whether there is still someone to write to. */
	get open(): boolean {
		return !this.signal.aborted && this.#call.writable;
	}

	/** Resolves when there is room for more, or nobody to write to. */
	async write(response: ReadResp): Promise<void> {
		if (!this.open || this.#call.write(response)) return;
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
