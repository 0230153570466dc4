import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { certificateFiles } from './certificate.ts';
import type { CertificateFiles } from './certificate.ts';
import { requestPage } from './replay/http.ts';
import type { HttpAnswer, HttpOptions } from './replay/http.ts';
import { connectAs, serverAddress } from './replay/server-address.ts';
import type { ServerAddress } from './replay/server-address.ts';
import { ServerProcess } from './server-process.ts';

/** The header of a body that is JSON. */
export const json = { 'content-type': 'application/json' };

/** A server with TLS whose pages are asked as admin. */
export class PageServer {
	readonly client: EventStoreDBClient;
	readonly #certificate: CertificateFiles;
	readonly #server: ServerProcess;
	readonly #address: ServerAddress;

	private constructor(certificate: CertificateFiles, server: ServerProcess) {
		this.#certificate = certificate;
		this.#server = server;
		this.#address = serverAddress(`esdb://localhost:${server.port}?tls=true&tlsCAFile=${encodeURIComponent(certificate.cert)}`);
		this.client = EventStoreDBClient.connectionString(connectAs(this.#address, 'admin:changeit'));
	}

	static async start(): Promise<PageServer> {
		const certificate = await certificateFiles();
		const server = new ServerProcess();
		await server.start('--start-standard-projections', 'false', ...certificate.flags);
		return new PageServer(certificate, server);
	}

	/** Host and port, as links name them. */
	get host(): string {
		return this.#address.host;
	}

	/** Every line of its log. */
	get log(): readonly Record<string, unknown>[] {
		return this.#server.log;
	}

	/** @param options may name another user, or undefined for nobody */
	ask(method: string, path: string, options: HttpOptions = {}): Promise<HttpAnswer> {
		return requestPage(this.#address, method, path, { user: 'admin:changeit', ...options });
	}

	/** Appends so many events, numbered from 0. */
	async append(stream: string, count: number): Promise<void> {
		await this.client.appendToStream(stream, Array.from({ length: count }, (_, n) => jsonEvent({ type: 'Counted', data: { n } })));
	}

	/** Ends it, with all that is its own. */
	async remove(): Promise<void> {
		await this.client.dispose();
		await this.#server.remove();
		this.#certificate.remove();
	}
}
