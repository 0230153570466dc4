import { Worker } from 'node:worker_threads';
import type { Append } from './append.ts';
import type { Manner } from './manners.ts';

/**
 * What a writer's thread is told: to append until the server goes away, or so many times on each of its streams; and that the
 * server is gone, for the client never ends an append that it takes while its connection breaks.
 */
export type Request = { kind: 'begin'; connectionString: string; appends?: number } | { kind: 'gone' };

/** What a writer's thread tells. */
export type Told =
	| { kind: 'sent'; append: Append }
	| { kind: 'acknowledged'; stream: string; revision: number }
	| { kind: 'ended' }
	| { kind: 'failed'; error: string };

/** An append that went out. */
export interface Sent {
	append: Append;
	/** Revision of its last event as the server told it; undefined while it was not acknowledged. */
	acknowledged: number | undefined;
}

/** A client that appends in a certain manner, and what it sent. */
export class Writer {
	/** What was sent to each stream, in order: the next append only goes out when the last was acknowledged. */
	readonly sent = new Map<string, Sent[]>();
	/** Appends that were acknowledged. */
	acknowledged = 0;
	readonly #worker: Worker;
	#failure: Error | undefined;
	#running: Promise<unknown> = Promise.resolve();

	constructor(manner: Manner, seed: string) {
		this.#worker = new Worker(new URL('writer-thread.ts', import.meta.url), { workerData: { manner, seed }, execArgv: [] });
		this.#worker.on('message', (told: Told) => this.#heard(told, manner.name));
		this.#worker.on('error', (error: Error) => {
			this.#failure = error;
		});
	}

	/** @param appends on each of its streams; undefined: until the server goes away */
	begin(connectionString: string, appends?: number): void {
		this.#running = new Promise<void>((resolve) => {
			const heard = ({ kind }: Told) => {
				if (kind === 'ended' || kind === 'failed') done();
			};
			const done = () => {
				this.#worker.off('message', heard);
				this.#worker.off('error', done);
				resolve();
			};
			this.#worker.on('message', heard);
			this.#worker.on('error', done);
		});
		this.#ask({ kind: 'begin', connectionString, ...(appends === undefined ? {} : { appends }) });
	}

	/** Says that the server is gone. */
	gone(): void {
		this.#ask({ kind: 'gone' });
	}

	/** @throws Error when an append failed otherwise than by the server's end */
	check(): void {
		if (this.#failure !== undefined) throw this.#failure;
	}

	/** Waits until it stopped. @throws as `check` does */
	async ended(): Promise<void> {
		await this.#running;
		this.check();
	}

	async close(): Promise<void> {
		await this.#worker.terminate();
	}

	#ask(request: Request): void {
		this.#worker.postMessage(request);
	}

	#heard(told: Told, name: string): void {
		if (told.kind === 'sent') {
			const sent = this.sent.get(told.append.stream) ?? [];
			this.sent.set(told.append.stream, sent);
			sent.push({ append: told.append, acknowledged: undefined });
		} else if (told.kind === 'acknowledged') {
			const last = this.sent.get(told.stream)?.at(-1);
			if (last === undefined) throw new Error(`${told.stream}: what was never sent is acknowledged.`);
			last.acknowledged = told.revision;
			this.acknowledged += 1;
		} else if (told.kind === 'failed') this.#failure = new Error(`The writer ${name} failed: ${told.error}`);
	}
}
