import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const main = join(import.meta.dirname, '../../../stack/eventstore/main.ts');

/** The embedded event store as a process of its own on a folder of its own: what tests kill, stop and start again. */
export class ServerProcess {
	readonly folder = mkdtempSync(join(tmpdir(), 'eventstore-'));
	/** Every log line of every start. */
	readonly log: Record<string, unknown>[] = [];
	port = 0;
	#child: ChildProcess | undefined;
	readonly #script: string;
	readonly #preload: string | undefined;

	/** @param preload a module that the process loads before the server's own code; `SLOW_DISK_FOLDER` tells it the folder */
	constructor(script = main, preload?: string) {
		this.#script = script;
		this.#preload = preload;
	}

	get connectionString(): string {
		return `esdb://127.0.0.1:${this.port}?tls=false`;
	}

	/** Starts the process, on the port of the last start, and waits until it takes calls. */
	async start(...flags: string[]): Promise<void> {
		const child = spawn(
			process.execPath,
			[...(this.#preload === undefined ? [] : ['--import', this.#preload]), this.#script, '--db', this.folder, '--port', String(this.port), ...flags],
			{ stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_OPTIONS: '', SLOW_DISK_FOLDER: this.folder } },
		);
		this.#child = child;
		const lines = createInterface({ input: child.stdout });
		await new Promise<void>((resolve, reject) => {
			lines.on('line', (line) => {
				const entry = JSON.parse(line) as Record<string, unknown>;
				this.log.push(entry);
				// Whoever looks for why a test failed wants to know that its server stood still.
				if (entry.event === 'stalled') process.stderr.write(`${line}\n`);
				if (entry.event === 'not-started') reject(new Error(line));
				if (entry.event !== 'started') return;
				this.port = Number(entry.port);
				resolve();
			});
			child.once('exit', (code) => reject(new Error(`The server ended with ${code}.`)));
		});
	}

	/** @returns the exit code, null when a signal ended the process */
	async end(signal: NodeJS.Signals): Promise<number | null> {
		const child = this.#child;
		if (child?.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
		const ended = once(child, 'exit');
		child.kill(signal);
		await ended;
		return child.exitCode;
	}

	/** Waits for the process to end by itself. @returns the exit code */
	async ended(): Promise<number | null> {
		const child = this.#child;
		if (child?.exitCode === null && child.signalCode === null) await once(child, 'exit');
		return child?.exitCode ?? null;
	}

	/** Ends the process and removes its folder. */
	async remove(): Promise<void> {
		await this.end('SIGKILL');
		rmSync(this.folder, { recursive: true, force: true });
	}
}
