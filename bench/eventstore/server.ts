import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import type { Used } from './watched.ts';

const watched = join(import.meta.dirname, 'watched.ts');

export interface ServerSetup {
	/** Folder of the checkout whose embedded event store it is. */
	checkout: string;
	/** Whether the system projections run. */
	projections: boolean;
	/** Of the database; one of its own, which is removed at the end, unless given. */
	folder?: string;
}

/** An embedded event store as a process of its own, which tells what it uses. */
export class BenchServer {
	readonly #child: ChildProcess;
	readonly #remove: string | undefined;
	port = 0;
	/** Milliseconds from the start of the process until it took calls. */
	startTime = 0;

	private constructor({ checkout, projections }: ServerSetup, folder: string, remove: boolean) {
		const main = join(checkout, 'stack/eventstore/main.ts');
		const flags = ['--db', folder, '--host', '127.0.0.1', '--port', '0', '--start-standard-projections', String(projections)];
		this.#child = fork(watched, [main, ...flags], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
		this.#remove = remove ? folder : undefined;
	}

	static async start(setup: ServerSetup): Promise<BenchServer> {
		const folder = setup.folder ?? (await mkdtemp(join(tmpdir(), 'cim-bench-')));
		const begun = performance.now();
		const server = new BenchServer(setup, folder, setup.folder === undefined);
		await server.#started();
		server.startTime = performance.now() - begun;
		return server;
	}

	get connectionString(): string {
		return `esdb://127.0.0.1:${this.port}?tls=false`;
	}

	/** What it has used since it was started. */
	async used(): Promise<Used> {
		const answered = once(this.#child, 'message');
		this.#child.send('used');
		const [used] = (await answered) as [Used];
		return used;
	}

	/** Ends it as an operator does. */
	async stop(): Promise<void> {
		if (this.#child.exitCode === null && this.#child.signalCode === null) {
			const ended = once(this.#child, 'exit');
			this.#child.kill('SIGTERM');
			await ended;
		}
		if (this.#remove !== undefined) await rm(this.#remove, { recursive: true, force: true });
	}

	async #started(): Promise<void> {
		const lines = createInterface({ input: this.#child.stdout! });
		await new Promise<void>((resolve, reject) => {
			lines.on('line', (line) => {
				const entry = JSON.parse(line) as { event: string; port: number };
				if (entry.event === 'not-started') reject(new Error(line));
				if (entry.event !== 'started') return;
				this.port = entry.port;
				resolve();
			});
			this.#child.once('exit', (code) => reject(new Error(`The event store ended with ${code} at its start`)));
		});
	}
}
