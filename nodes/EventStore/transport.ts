import { clearTimeout, setTimeout } from 'node:timers';

import type { AllStreamResolvedEvent, ReadAllOptions, ReadStreamOptions, ResolvedEvent, StreamingRead } from '@eventstore/db-client';
import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';

import { ClientCache, type Lease } from '../shared/client-cache.ts';
import { EventStoreConnection } from './connection.ts';
import { connectionSettings, type EventStoreCredential } from './connection-string.ts';
import { Silence, toFailure } from './failure.ts';
import { keepText } from './json-text.ts';

/** Milliseconds without a word from the server until a read is given up; the client itself would wait for ever. */
const SILENCE = 15_000;

const connections = new ClientCache<EventStoreCredential, EventStoreConnection>({
	open: (credential) => new EventStoreConnection(connectionSettings(credential)),
	close: (connection) => connection.close(),
});

/** An event store, as operations use it; whatever fails is a {@link SystemError}. */
export interface EventStore {
	/** One call that the client itself bounds by its deadline (ten seconds unless the connection string says otherwise). */
	call<T>(work: (connection: EventStoreConnection) => Promise<T>): Promise<T>;
	/** Reads a stream as its events come; leaving the loop ends the call at the server. */
	readStream(stream: string, options: ReadStreamOptions): AsyncGenerator<ResolvedEvent>;
	/** Reads the log of the whole database. */
	readAll(options: ReadAllOptions): AsyncGenerator<AllStreamResolvedEvent>;
}

export interface EventStoreContext {
	eventStore: EventStore;
}

/** Connects with the credential of the node. */
export async function connect(execution: IExecuteFunctions | ILoadOptionsFunctions): Promise<EventStoreContext> {
	const credential = await execution.getCredentials<EventStoreCredential>('eventStoreApi');
	const signal = 'getExecutionCancelSignal' in execution ? execution.getExecutionCancelSignal() : undefined;
	return { eventStore: eventStore(credential, signal) };
}

/** A connection for whoever stays on it, as triggers do. */
export function holdConnection({ connectionString, username, password, caCertificate }: EventStoreCredential): Lease<EventStoreConnection> {
	return connections.lease({ connectionString, username, password, caCertificate });
}

/** @param signal ends reads when the user stops the execution */
export function eventStore(credential: EventStoreCredential, signal?: AbortSignal): EventStore {
	const lease = () => holdConnection(credential);
	return {
		async call(work) {
			const { client, release } = lease();
			try {
				return await work(client);
			} catch (thrown) {
				throw toFailure(thrown, client.way);
			} finally {
				release();
			}
		},
		readStream: (stream, options) => read(lease, (connection) => connection.readStream(stream, options), signal),
		readAll: (options) => read(lease, (connection) => connection.readAll(options), signal),
	};
}

async function* read<E>(
	lease: () => Lease<EventStoreConnection>,
	begin: (connection: EventStoreConnection) => StreamingRead<E>,
	signal: AbortSignal | undefined,
): AsyncGenerator<E> {
	const { client, release } = lease();
	let reading: StreamingRead<E> | undefined;
	try {
		reading = keepText(begin(client));
		// What arrives after the loop was left has nobody to hear it, and would end the process.
		reading.on('error', () => undefined);
		yield* untilSilent(reading, signal);
	} catch (thrown) {
		throw toFailure(thrown, client.way);
	} finally {
		// Leaving the loop destroys only the client's end of the stream; the call would go on.
		reading?.cancel().catch(() => undefined);
		release();
	}
}

async function* untilSilent<E>(reading: StreamingRead<E>, signal: AbortSignal | undefined): AsyncGenerator<E> {
	const stop = () => reading.destroy(signal?.reason instanceof Error ? signal.reason : new Error('Stopped'));
	signal?.addEventListener('abort', stop, { once: true });
	try {
		const events = reading[Symbol.asyncIterator]();
		for (;;) {
			const timer = setTimeout(() => reading.destroy(new Silence(SILENCE)), SILENCE);
			const next = await events.next().finally(() => clearTimeout(timer));
			if (next.done) return;
			yield next.value;
		}
	} finally {
		signal?.removeEventListener('abort', stop);
		reading.destroy();
	}
}
