import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import type { Empty, StreamIdentifier } from '@eventstore/db-client/generated/shared_pb.js';
import { Client, ChannelCredentials, Metadata } from '@grpc/grpc-js';
import type { MethodDefinition } from '@grpc/grpc-js';
import type { ServerAddress } from './server-address.ts';

/** Who calls, and how long the answer may take. */
export interface WireOptions {
	/** `user:password`; null for nobody, by default the run's own. */
	user?: string | null;
	/** Milliseconds. */
	ms?: number;
}

/** A stream of answers under way. */
export interface WireStream<Answer> {
	messages: Answer[];
	error: Error | undefined;
	ended: boolean;
	pause(): void;
	resume(): void;
	cancel(): void;
}

/** A stream to which requests can be written too. */
export interface WireDuplex<Request, Answer> extends WireStream<Answer> {
	write(request: Request): void;
	/** Says that no more requests come. */
	end(): void;
}

type Unary<Request, Answer> = MethodDefinition<Request, Answer> & { requestStream: false; responseStream: false };
type Listing<Request, Answer> = MethodDefinition<Request, Answer> & { requestStream: false; responseStream: true };
type Duplex<Request, Answer> = MethodDefinition<Request, Answer> & { requestStream: true; responseStream: true };

const defaultDeadline = 10_000;

/** Calls of the generated services as they are on the wire: what the client hides or does not have. */
export class Wire {
	readonly #client: Client;
	readonly #user: string;

	constructor(address: ServerAddress, user: string) {
		this.#client = new Client(
			address.host,
			address.tls ? ChannelCredentials.createSsl(address.ca ?? null) : ChannelCredentials.createInsecure(),
			{ 'grpc.max_receive_message_length': -1 },
		);
		this.#user = user;
	}

	/** One request, one answer: `run.wire.unary(UsersService.create, request)`. */
	unary<Request, Answer>(method: Unary<Request, Answer>, request: Request, options: WireOptions = {}): Promise<Answer> {
		return new Promise((resolve, reject) => {
			this.#client.makeUnaryRequest(
				method.path, method.requestSerialize, method.responseDeserialize, request,
				this.#metadata(options), { deadline: Date.now() + (options.ms ?? defaultDeadline) },
				(error, answer) => (error ? reject(error) : resolve(answer as Answer)),
			);
		});
	}

	/** One request, and every answer until the server ends the call. */
	list<Request, Answer>(method: Listing<Request, Answer>, request: Request, options: WireOptions = {}): Promise<Answer[]> {
		return new Promise((resolve, reject) => {
			const answers: Answer[] = [];
			this.#client
				.makeServerStreamRequest(
					method.path, method.requestSerialize, method.responseDeserialize, request,
					this.#metadata(options), { deadline: Date.now() + (options.ms ?? defaultDeadline) },
				)
				.on('data', (answer: Answer) => answers.push(answer))
				.on('error', reject)
				.on('end', () => resolve(answers));
		});
	}

	/** One request, and answers as they come, without a deadline. */
	follow<Request, Answer>(method: Listing<Request, Answer>, request: Request, options: WireOptions = {}): WireStream<Answer> {
		const call = this.#client.makeServerStreamRequest(
			method.path, method.requestSerialize, method.responseDeserialize, request, this.#metadata(options));
		return this.#listen<Answer>(call);
	}

	/** Requests and answers as they come, without a deadline. */
	open<Request, Answer>(method: Duplex<Request, Answer>, options: WireOptions = {}): WireDuplex<Request, Answer> {
		const call = this.#client.makeBidiStreamRequest(
			method.path, method.requestSerialize, method.responseDeserialize, this.#metadata(options));
		return Object.assign(this.#listen<Answer>(call), {
			write: (request: Request) => void call.write(request),
			end: () => void call.end(),
		});
	}

	close(): void {
		this.#client.close();
	}

	#listen<Answer>(call: NodeJS.ReadableStream & { cancel(): void }): WireStream<Answer> {
		const stream: WireStream<Answer> = {
			messages: [],
			error: undefined,
			ended: false,
			pause: () => void call.pause(),
			resume: () => void call.resume(),
			cancel: () => call.cancel(),
		};
		call
			.on('data', (answer: Answer) => stream.messages.push(answer))
			.on('error', (error: Error) => {
				stream.error = error;
			})
			.on('end', () => {
				stream.ended = true;
			});
		return stream;
	}

	#metadata({ user = this.#user }: WireOptions): Metadata {
		const metadata = new Metadata();
		if (user !== null) metadata.set('authorization', `Basic ${Buffer.from(user).toString('base64')}`);
		return metadata;
	}
}

/** The shared message that says nothing. */
export function empty(): Empty {
	return new sharedPb.Empty();
}

export function streamIdentifier(name: string): StreamIdentifier {
	return new sharedPb.StreamIdentifier().setStreamName(Buffer.from(name));
}
