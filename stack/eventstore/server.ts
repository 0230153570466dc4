import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { Server as GrpcServer, ServerCredentials } from '@grpc/grpc-js';
import { openWindows } from './flow-control.ts';
import { LocalServices } from './http/local-services.ts';
import { createHttpServer } from './http/server.ts';
import { createListener } from './listener.ts';
import type { Protocols } from './listener.ts';
import type { Log } from './log.ts';
import { nothingAfterStatus } from './nothing-after-status.ts';
import { Groups } from './persistent-subscriptions/groups.ts';
import { refusePlaintext } from './refuse-plaintext.ts';
import { Projections } from './projections/projections.ts';
import { Scavenges } from './scavenge/scavenges.ts';
import { securityInterceptor } from './security/interceptor.ts';
import { createSecurity } from './security/security.ts';
import { addServices } from './services/services.ts';
import type { Settings } from './settings.ts';
import { Store } from './store/store.ts';
import { allowStreamResets } from './stream-resets.ts';
import { createTlsServer, readCertificate } from './tls.ts';

/** The largest event is 16 MiB in the contract; clients send batches in fragments of 3 MiB or one event. */
const largestMessage = 17 * 1024 * 1024;

/** What a client that does not end its calls is given at shutdown, milliseconds. */
const graceTime = 2_000;

/** Password of the accounts admin and ops unless another is given; the vendor's. */
const defaultPassword = 'changeit';

/** A running server. */
export interface RunningServer {
	host: string;
	/** The port it listens on, also when 0 was asked for. */
	port: number;
	/** Takes no more calls, ends the running ones, writes what is waiting and closes the database. */
	close: () => Promise<void>;
	/** Whether it has come to where only another start helps: the disk failed. */
	broken: () => boolean;
}

/**
 * Starts the embedded event store: gRPC (HTTP/2) and the HTTP pages on one port, with TLS when given a certificate.
 *
 * @param shutdown called when a client asks the server to end
 * @throws when the certificate, the database or the port cannot be had; the message says which and why
 */
export async function startServer(settings: Settings, log: Log, shutdown: () => void = () => undefined): Promise<RunningServer> {
	const certificate = readCertificate(settings);
	const store = new Store(settings.db, { refusing: (why) => log('writes-refused', { error: why.message }) });
	const groups = new Groups(store, log);
	const projections = new Projections(store, log);
	const closing = new AbortController();
	const security = certificate && await createSecurity(store, log, {
		admin: settings.defaultAdminPassword ?? defaultPassword,
		ops: settings.defaultOpsPassword ?? defaultPassword,
	}, certificate.ca !== undefined);
	const grpc = new GrpcServer({
		interceptors: [nothingAfterStatus, ...(security ? [securityInterceptor(security)] : [])],
		'grpc.max_receive_message_length': largestMessage,
		'grpc.max_send_message_length': -1,
		'grpc.enable_channelz': 0,
	});
	allowStreamResets(grpc);
	const closeWindows = openWindows();
	// Of TLS the injector sees what is decrypted already.
	const injector = grpc.createConnectionInjector(ServerCredentials.createInsecure());
	const services = new LocalServices(security);
	const http = createHttpServer({ store, groups, log, settings, services, security, ready: () => !closing.signal.aborted });
	const sockets = new Set<Socket>();
	const protocols: Protocols = {
		http1: (socket) => http.emit('connection', socket),
		http2: (socket) => injector.injectConnection(socket),
	};
	const tls = certificate && createTlsServer(certificate, protocols);
	const listener = createListener(tls
		? { ...refusePlaintext(), tls: (socket) => tls.emit('connection', socket) }
		: protocols);
	listener.on('connection', (socket: Socket) => {
		sockets.add(socket);
		socket.once('close', () => sockets.delete(socket));
	});

	const address = () => `${settings.host}:${(listener.address() as AddressInfo).port}`;
	const scavenges = new Scavenges(store, log, address);
	try {
		await scavenges.noteInterrupted();
		if (settings.startStandardProjections) await enableProjections(store);
		projections.load();
		listener.listen(settings.port, settings.host);
		await once(listener, 'listening');
		// Node's HTTP server watches its connections (time-outs, idle ones) only from this event on.
		http.emit('listening');
	} catch (error) {
		closeWindows();
		await projections.close();
		await store.close();
		throw error;
	}
	const { port } = listener.address() as AddressInfo;
	const { maxAppendSize, writeTimeout } = settings;
	const context = {
		store, groups, projections, log, maxAppendSize, writeTimeout, scavenges, shutdown, folder: settings.db, closing: closing.signal,
	};
	addServices(services.register(grpc), context, address, security?.users);

	const close = async () => {
		closing.abort();
		listener.close();
		http.close();
		injector.drain(graceTime);
		const drained = once(listener, 'close');
		const timer = setTimeout(() => {
			for (const socket of sockets) socket.destroy();
		}, graceTime + 500);
		await drained;
		clearTimeout(timer);
		injector.destroy();
		closeWindows();
		groups.close();
		await scavenges.close();
		await projections.close();
		await store.close();
	};
	return { host: settings.host, port, close, broken: () => store.refusal !== undefined };
}

async function enableProjections(store: Store): Promise<void> {
	await Promise.all(store.projections().map(({ name }) => store.enableProjection(name, true)));
}
