import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../log.ts';
import { eventType, metastreamOf } from '../store/records.ts';
import type { ProposedEvent } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { uuidBytes } from '../store/uuid.ts';

/** Where every scavenge leaves links to its first and its last event. */
const historyStream = '$scavenges';

/** Whoever may scavenge may see when it was done, not only administrators. */
const historyMetadata = { $acl: { $r: '$ops' } };

/** Between two steps everybody else has his turn; milliseconds. */
const pause = 25;

const millisecondsPerSecond = 1000;

interface Running {
	id: string;
	stopped: boolean;
}

/** How a scavenge was asked for, or ended. */
export type Outcome = { result: 'started' | 'in_progress' | 'stopped'; id: string };

/**
 * The scavenges of this server, one at a time. Each has a stream `$scavenges-<id>` that begins with `$scavengeStarted` and
 * ends with `$scavengeCompleted`, as on the vendor's server.
 */
export class Scavenges {
	readonly #store: Store;
	readonly #log: Log;
	readonly #endpoint: () => string;
	#running: Running | undefined;
	#done: Promise<void> = Promise.resolve();

	/** @param endpoint `host:port` of this server */
	constructor(store: Store, log: Log, endpoint: () => string) {
		this.#store = store;
		this.#log = log;
		this.#endpoint = endpoint;
	}

	/** Id of the scavenge under way. */
	get running(): string | undefined {
		return this.#running?.id;
	}

	/** Starts a scavenge, or says which one is under way. */
	start(): Outcome {
		if (this.#running !== undefined) return { result: 'in_progress', id: this.#running.id };
		const running = { id: randomUUID(), stopped: false };
		this.#running = running;
		this.#done = this.#run(running).catch((error: unknown) => {
			this.#log('scavenge-failed', { error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
		}).finally(() => {
			this.#running = undefined;
		});
		return { result: 'started', id: running.id };
	}

	/** Ends the scavenge under way after its step. @returns whether there is one of this id */
	stop(id: string): boolean {
		if (this.#running?.id !== id) return false;
		this.#running.stopped = true;
		return true;
	}

	/** Ends what is under way: before the store is closed. */
	async close(): Promise<void> {
		if (this.#running !== undefined) this.#running.stopped = true;
		await this.#done;
	}

	async #run(running: Running): Promise<void> {
		const begin = Date.now();
		const stream = `${historyStream}-${running.id}`;
		await this.#openHistory();
		await this.#note(stream, '$scavengeStarted', { scavengeId: running.id, nodeEndpoint: this.#endpoint() });
		const before = this.#store.scavenge.size();
		let failure = '';
		try {
			await this.#work(running);
		} catch (error) {
			failure = error instanceof Error ? error.message : String(error);
		}
		await this.#note(stream, '$scavengeCompleted', {
			scavengeId: running.id,
			nodeEndpoint: this.#endpoint(),
			result: failure !== '' ? 'Errored' : running.stopped ? 'Stopped' : 'Success',
			error: failure,
			timeTaken: duration(Date.now() - begin),
			spaceSaved: Math.max(0, before - this.#store.scavenge.size()),
		});
	}

	/** What somebody has set already stays as it is. */
	async #openHistory(): Promise<void> {
		const data = JSON.stringify(historyMetadata);
		await this.#store.append(metastreamOf(historyStream), 'no_stream', [event(eventType.metadata, data, true)]);
	}

	async #work(running: Running): Promise<void> {
		let next: number | undefined = 0;
		while (next !== undefined && !running.stopped) {
			next = (await this.#store.scavenge.step(next)).next;
			await delay(pause);
		}
		let more = true;
		while (more && !running.stopped) {
			more = await this.#store.scavenge.release();
			await delay(pause);
		}
		this.#store.scavenge.shrink();
	}

	async #note(stream: string, type: string, data: Record<string, unknown>): Promise<void> {
		const outcome = await this.#store.append(stream, 'any', [event(type, JSON.stringify(data), true)]);
		if (outcome.result !== 'success') return;
		await this.#store.append(historyStream, 'any', [event(eventType.link, `${outcome.revision}@${stream}`, false)]);
	}
}

function event(type: string, data: string, isJson: boolean): ProposedEvent {
	return { id: uuidBytes(randomUUID()), type, isJson, data: Buffer.from(data), metadata: new Uint8Array() };
}

/** A .NET time span: `00:00:01.250`. */
function duration(milliseconds: number): string {
	const seconds = Math.floor(milliseconds / millisecondsPerSecond);
	const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
	const clock = parts.map((part) => String(part).padStart(2, '0')).join(':');
	return `${clock}.${String(milliseconds % millisecondsPerSecond).padStart(3, '0')}`;
}
