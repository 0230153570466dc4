import type { EventEmitter } from 'node:events';
import { isIPv6 } from 'node:net';
import type { Duplex, Readable, Writable } from 'node:stream';

import {
	type AllStreamResolvedEvent,
	EventStoreDBClient,
	type PersistentSubscriptionToAllSettings,
	type PersistentSubscriptionToStreamSettings,
	type ReadAllOptions,
	type SingleNodeOptions,
	type StreamingRead,
} from '@eventstore/db-client';
import type { CreatePersistentSubscriptionToAllOptions as CreateToAllOptions } from '@eventstore/db-client/dist/persistentSubscription/createPersistentSubscriptionToAll';
import type { BaseOptions, GRPCClientConstructor } from '@eventstore/db-client/dist/types';
import { ReadStream } from '@eventstore/db-client/dist/streams/utils/ReadStream.js';
import { convertToCommandError } from '@eventstore/db-client/dist/utils/CommandError.js';
import { convertGrpcEvent } from '@eventstore/db-client/dist/utils/convertGrpcEvent.js';
import { PersistentSubscriptionsClient } from '@eventstore/db-client/generated/persistent_grpc_pb.js';
import type { CreateReq } from '@eventstore/db-client/generated/persistent_pb.js';
import { StreamsClient, StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { CallOptions, Client, ClientDuplexStream, ClientReadableStream, Metadata, ServiceError } from '@grpc/grpc-js';

import { InvalidField } from '../shared/errors.ts';
import type { ConnectionSettings } from './connection-string.ts';
import { type EventFilter, filteredRead } from './filtered-read.ts';
import { BY_NAME, createRequest } from './groups/create-request.ts';
import { completeTrailers, completing } from './missing-trailers.ts';
import { withoutAddressAsName } from './server-name.ts';
import type { Way } from './unreachable.ts';

type Answer<R> = (error: ServiceError | null, response: R) => void;

/** The vendor's client, made safe for a process that talks to several servers, and closable. */
export class EventStoreConnection extends EventStoreDBClient {
	readonly way: Way;
	/** Milliseconds that a call is waited for. */
	readonly patience: number;

	/** @throws InvalidField when an option has a value that it cannot have */
	constructor({ settings, channel, login }: ConnectionSettings) {
		try {
			// The constructor takes three shapes of settings by overloads; each is one of them.
			super(settings as SingleNodeOptions, channel, login);
		} catch (error) {
			throw new InvalidField('Connection String', error instanceof Error ? error.message : String(error));
		}
		this.patience = settings.defaultDeadline ?? 10_000;
		this.way = { secure: !channel.insecure, user: login !== undefined || channel.userCertFile !== undefined };
		const { callArguments, getChannel, GRPCStreamCreator, resolveUri, supports } = this;
		this.callArguments = (given, options) => {
			const [metadata, made] = callArguments(given, options);
			// Reads are watched by their stream: an interceptor would see each of their events.
			return [metadata, options?.deadline === Infinity ? made : { ...made, interceptors: [completing] }];
		};
		this.GRPCStreamCreator = (service, name, create, cache) => GRPCStreamCreator(service, name, async (client) => watched(await create(client)), cache);
		this.resolveUri = async () => inBrackets(await resolveUri());
		this.getChannel = async () => withoutAddressAsName(await getChannel());
		// BatchAppend keeps the calls of all clients of a process in one table: when the stream to one server breaks, it
		// fails the appends to every other one and then throws outside of any promise when their answers come. The
		// unary Append knows only its own call, and a deadline.
		this.supports = async (method, feature) => method !== StreamsService.batchAppend && (await supports(method, feature));
	}

	/** Also for the strategy that the client itself does not know, and would silently change into another. */
	override async createPersistentSubscriptionToStream(stream: string, group: string, settings: PersistentSubscriptionToStreamSettings, options?: BaseOptions): Promise<void> {
		if (settings.consumerStrategyName === BY_NAME) await this.#createByName(createRequest({ stream, group }, settings), options);
		else await super.createPersistentSubscriptionToStream(stream, group, settings, options);
	}

	override async createPersistentSubscriptionToAll(group: string, settings: PersistentSubscriptionToAllSettings, options?: CreateToAllOptions): Promise<void> {
		if (settings.consumerStrategyName === BY_NAME) await this.#createByName(createRequest({ stream: '$all', group }, settings, options?.filter), options);
		else await super.createPersistentSubscriptionToAll(group, settings, options);
	}

	async #createByName(request: CreateReq, options: BaseOptions = {}): Promise<void> {
		await this.unary(PersistentSubscriptionsClient, (client, metadata, callOptions, answer) => client.create(request, metadata, callOptions, answer), options.deadline);
	}

	/** Whether the server takes many appends on one call (since EventStoreDB 21.10). */
	async takesPipelines(): Promise<boolean> {
		return (await this.capabilities).supports(StreamsService.batchAppend);
	}

	/** What the server calls its version; `unknown` of one that does not tell. */
	async serverVersion(): Promise<string> {
		return (await this.capabilities).serverVersion;
	}

	/**
	 * A call with one answer that the client has no method for, by the contract's own stubs.
	 *
	 * @param begin sends the request
	 * @param deadline milliseconds; the client's own unless given
	 */
	async unary<C extends Client, R>(
		service: GRPCClientConstructor<C>,
		begin: (client: C, metadata: Metadata, options: Partial<CallOptions>, answer: Answer<R>) => unknown,
		deadline?: number,
	): Promise<R> {
		return await this.execute(service, service.name, async (client) => {
			const [metadata, options] = this.callArguments({ deadline });
			return await new Promise<R>((resolve, reject) => {
				begin(client, metadata, options, (error, response) => (error ? reject(convertToCommandError(error)) : resolve(response)));
			});
		});
	}

	/** A call with a few answers, such as a list, that the client has no method for. */
	async several<C extends Client, R>(
		service: GRPCClientConstructor<C>,
		begin: (client: C, metadata: Metadata, options: Partial<CallOptions>) => ClientReadableStream<R>,
		deadline?: number,
	): Promise<R[]> {
		return await this.execute(service, service.name, async (client) => {
			const [metadata, options] = this.callArguments({ deadline });
			return await new Promise<R[]>((resolve, reject) => {
				const answers: R[] = [];
				begin(client, metadata, options)
					.on('data', (answer: R) => answers.push(answer))
					.on('error', (error) => reject(convertToCommandError(error)))
					.on('end', () => resolve(answers));
			});
		});
	}

	/** A call to and fro without a deadline of its own, which whoever made it ends. */
	async duplex<C extends Client, Q, R>(
		service: GRPCClientConstructor<C>,
		begin: (client: C, metadata: Metadata, options: Partial<CallOptions>) => ClientDuplexStream<Q, R>,
	): Promise<ClientDuplexStream<Q, R>> {
		return await this.GRPCStreamCreator(service, service.name, (client) => begin(client, ...this.callArguments({}, { deadline: Infinity })))();
	}

	/** Reads the log of the whole database, of which the server leaves out what a filter does not let through. */
	readFiltered(options: ReadAllOptions, filter: EventFilter): StreamingRead<AllStreamResolvedEvent> {
		const request = filteredRead(options, filter);
		const begin = this.GRPCStreamCreator(StreamsClient, 'readAll', (client) => client.read(request, ...this.callArguments({}, { deadline: Infinity })));
		return new ReadStream(begin, convertGrpcEvent<AllStreamResolvedEvent>, {});
	}

	/** Ends the calls under way and the connection; the client itself leaves the connection open. */
	async close(): Promise<void> {
		await this.dispose();
		const channel = await this.getChannel().catch(() => undefined);
		channel?.close();
	}
}

/** Sees the failure of a call before the client does. */
function watched<S extends Duplex | Readable | Writable>(call: S): S {
	const emitter: EventEmitter = call;
	emitter.prependListener('error', (error: Error & { metadata?: unknown }) => completeTrailers(error.metadata));
	return call;
}

/** Members of a cluster tell their IPv6 addresses bare, and gRPC then takes all of it for a host. */
function inBrackets(uri: string): string {
	const [, host = '', port] = /^(.*):(\d+)$/.exec(uri) ?? [];
	return isIPv6(host) ? `[${host}]:${port}` : uri;
}
