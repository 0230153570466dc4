import { clearTimeout, setTimeout } from 'node:timers';

import type { AllStreamResolvedEvent, ReadAllOptions, ReadStreamOptions, ResolvedEvent, StreamingRead } from '@eventstore/db-client';
import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';

import { ClientCache, type Lease } from '../shared/client-cache.ts';
import { SystemError } from '../shared/errors.ts';
import { AppendPipeline } from './append-pipeline.ts';
import { EventStoreConnection } from './connection.ts';
import { connectionSettings, type EventStoreCredential } from './connection-string.ts';
import { Silence, toFailure } from './failure.ts';
import type { EventFilter } from './filtered-read.ts';
import { keepText } from './json-text.ts';

/** Milliseconds without a word from the server until a read is given up; the client itself would wait for ever. */
const SILENCE = 15_000;

/** Milliseconds after which a call is given up for which the client has no deadline of its own. */
const CALL = 20_000;

const connections = new ClientCache<EventStoreCredential, EventStoreConnection>({
	open: (credential) => new EventStoreConnection(connectionSettings(credential)),
	close: (connection) => connection.close(),
});

/** An event store, as operations use it; whatever fails is a {@link SystemError}. */
export interface EventStore {
	/**
	 * One call. The client bounds it by its deadline (ten seconds unless the connection string says otherwise), and does not bound
	 * what it asks the server before: so whatever is under way longer than twice that is given up.
	 */
	call<T>(work: (connection: EventStoreConnection) => Promise<T>): Promise<T>;
	/**
	 * Lets appends be sent without waiting for the answers of those before.
	 *
	 * @param wanted whether there is more than one
	 * @param work gets nothing where there is only one, or where the server does not offer it
	 */
	pipeline<T>(wanted: boolean, work: (pipeline: AppendPipeline | undefined) => Promise<T>): Promise<T>;
	/** Reads a stream as its events come; leaving the loop ends the call at the server. */
	readStream(stream: string, options: ReadStreamOptions): AsyncGenerator<ResolvedEvent>;
	/** Reads the log of the whole database, or what of it a filter lets through. */
	readAll(options: ReadAllOptions, filter?: EventFilter): AsyncGenerator<AllStreamResolvedEvent>;
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
export function holdConnection(credential: EventStoreCredential): Lease<EventStoreConnection> {
	// Of what n8n hands in, only what is the credential's own, so that one credential is one connection.
	const { connectionString, username, password, caCertificate, clientCertificate, clientPrivateKey } = credential;
	return connections.lease({ connectionString, username, password, caCertificate, clientCertificate, clientPrivateKey });
}

/** @param signal ends reads when the user stops the execution */
export function eventStore(credential: EventStoreCredential, signal?: AbortSignal): EventStore {
	const lease = () => holdConnection(credential);
	return {
		async call(work) {
			const { client, release, discard } = lease();
			try {
				return await inTime(work(client), Math.max(CALL, 2 * client.patience));
			} catch (thrown) {
				throw failed(thrown, client, discard);
			} finally {
				release();
			}
		},
		async pipeline(wanted, work) {
			if (!wanted) return await work(undefined);
			const { client, release, discard } = lease();
			try {
				const opened = await inTime(openPipeline(client), Math.max(CALL, 2 * client.patience)).catch((thrown: unknown) => {
					throw failed(thrown, client, discard);
				});
				return await work(opened).finally(() => opened?.close());
			} finally {
				release();
			}
		},
		readStream: (stream, options) => read(lease, (connection) => connection.readStream(stream, options), signal),
		readAll: (options, filter) =>
			read(lease, (connection) => (filter === undefined ? connection.readAll(options) : connection.readFiltered(options, filter)), signal),
	};
}

/**
 * A server that did not answer may be gone without its connection having been broken; and gRPC, which tries again by itself at longer and
 * longer intervals, lets calls fail in between although the server is back. Whoever asks next gets a connection of its own.
 */
function failed(thrown: unknown, { way }: EventStoreConnection, discard: () => void): unknown {
	const failure = toFailure(thrown, way);
	if (failure instanceof SystemError && failure.failure.code === 'timeout') discard();
	return failure;
}

async function openPipeline(connection: EventStoreConnection): Promise<AppendPipeline | undefined> {
	return (await connection.takesPipelines()) ? await AppendPipeline.open(connection) : undefined;
}

/** Calls that a server leaves without an answer must not keep an execution for ever. */
async function inTime<T>(answer: Promise<T>, milliseconds: number): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const silence = new Promise<never>((_resolve, reject) => {
		timer = setTimeout(() => reject(new Silence(milliseconds)), milliseconds);
	});
	return await Promise.race([answer, silence]).finally(() => clearTimeout(timer));
}

async function* read<E>(
	lease: () => Lease<EventStoreConnection>,
	begin: (connection: EventStoreConnection) => StreamingRead<E>,
	signal: AbortSignal | undefined,
): AsyncGenerator<E> {
	const { client, release, discard } = lease();
	let reading: StreamingRead<E> | undefined;
	try {
		reading = keepText(begin(client));
		// What arrives after the loop was left has nobody to hear it, and would end the process.
		reading.on('error', () => undefined);
		yield* untilSilent(reading, signal);
	} catch (thrown) {
		throw failed(thrown, client, discard);
	} finally {
		// Leaving the loop destroys only the client's end of the stream; the call would go on.
		reading?.cancel().catch(() => undefined);
		release();
	}
}

async function* untilSilent<E>(reading: StreamingRead<E>, signal: AbortSignal | undefined): AsyncGenerator<E> {
	const stop = () => reading.destroy(signal?.reason instanceof Error ? signal.reason : new Error('Stopped'));
	signal?.addEventListener('abort', stop, { once: true });
	// One timer for all events, because one for each would cost more than the event. It counts only while the server is waited for.
	let waits = true;
	const timer = setTimeout(() => (waits ? reading.destroy(new Silence(SILENCE)) : timer.refresh()), SILENCE);
	try {
		for await (const event of reading as AsyncIterable<E>) {
			waits = false;
			yield event;
			waits = true;
			timer.refresh();
		}
	} finally {
		clearTimeout(timer);
		signal?.removeEventListener('abort', stop);
		reading.destroy();
	}
}
