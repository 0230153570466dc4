import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../log.ts';
import { eventsOf } from '../projections/settings.ts';
import { eventType, metastreamOf } from '../store/records.ts';
import type { EventRecord, ProposedEvent } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { uuidBytes } from '../store/uuid.ts';

/** Where every scavenge leaves links to its first and its last event. */
const historyStream = '$scavenges';

/** Whoever may scavenge may see when it was done, not only administrators. */
const historyMetadata = { $acl: { $r: '$ops' } };

/** Between two steps everybody else has his turn; milliseconds. */
const pause = 25;

const millisecondsPerSecond = 1000;

const started = '$scavengeStarted';
const completed = '$scavengeCompleted';

interface Running {
	id: string;
	stopped: boolean;
}

/** What every event of a scavenge tells. */
interface Told extends Record<string, unknown> {
	scavengeId: string;
	/** `host:port` of the server at that time. */
	nodeEndpoint: string;
}

/** How a scavenge ended, and what it did. */
interface Ending {
	result: 'Success' | 'Stopped' | 'Errored' | 'Interrupted';
	error: string;
	milliseconds: number;
	/** Bytes. */
	spaceSaved: number;
}

/** How a scavenge was asked for, or ended. */
export type Outcome = { result: 'started' | 'in_progress' | 'stopped'; id: string };

/**
 * The scavenges of this server, one at a time. Each has a stream `$scavenges-<id>` that begins with `$scavengeStarted` and
 * ends with `$scavengeCompleted`, as on the vendor's server; of one that a crash cut off the next start writes it.
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

	/**
	 * Notes of the scavenges that the end of the process cut off that they were, in the vendor's words; to be called once,
	 * before the first is started. What they removed stays removed; the next one removes the rest.
	 */
	async noteInterrupted(): Promise<void> {
		const open = new Map<string, Told>();
		for (const entry of eventsOf(this.#store.read, historyStream)) {
			const { event } = this.#store.read.resolve(entry);
			const told = event && toldIn(event);
			if (told === undefined) continue;
			if (event?.type === started) open.set(told.scavengeId, told);
			if (event?.type === completed) open.delete(told.scavengeId);
		}
		for (const told of open.values()) {
			await this.#noteCompleted(told, { result: 'Interrupted', error: 'The node was restarted.', milliseconds: 0, spaceSaved: 0 });
		}
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
		const told: Told = { scavengeId: running.id, nodeEndpoint: this.#endpoint() };
		await this.#openHistory();
		await this.#note(started, told);
		const before = this.#store.scavenge.size();
		let error = '';
		try {
			await this.#work(running);
		} catch (thrown) {
			error = thrown instanceof Error ? thrown.message : String(thrown);
		}
		await this.#noteCompleted(told, {
			result: error !== '' ? 'Errored' : running.stopped ? 'Stopped' : 'Success',
			error,
			milliseconds: Date.now() - begin,
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

	#noteCompleted(told: Told, { result, error, milliseconds, spaceSaved }: Ending): Promise<void> {
		return this.#note(completed, { ...told, result, error, timeTaken: duration(milliseconds), spaceSaved });
	}

	/** The event and the link to it in one transaction, so that a crash leaves none without the other. */
	#note(type: string, data: Told): Promise<void> {
		const stream = `${historyStream}-${data.scavengeId}`;
		return this.#store.transact((writer) => {
			const outcome = writer.append(stream, 'any', [event(type, JSON.stringify(data), true)]);
			if (outcome.result !== 'success') return;
			writer.append(historyStream, 'any', [event(eventType.link, `${outcome.revision}@${stream}`, false)]);
		});
	}
}

function event(type: string, data: string, isJson: boolean): ProposedEvent {
	return { id: uuidBytes(randomUUID()), type, isJson, data: Buffer.from(data), metadata: new Uint8Array() };
}

/** Which scavenge an event tells of; undefined when of none, as somebody else wrote it. */
function toldIn({ data }: EventRecord): Told | undefined {
	try {
		const { scavengeId, nodeEndpoint } = JSON.parse(Buffer.from(data).toString()) as Record<string, unknown>;
		return typeof scavengeId === 'string' && typeof nodeEndpoint === 'string' ? { scavengeId, nodeEndpoint } : undefined;
	} catch {
		return undefined;
	}
}

/** A .NET time span: `00:00:01.250`. */
function duration(milliseconds: number): string {
	const seconds = Math.floor(milliseconds / millisecondsPerSecond);
	const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
	const clock = parts.map((part) => String(part).padStart(2, '0')).join(':');
	return `${clock}.${String(milliseconds % millisecondsPerSecond).padStart(3, '0')}`;
}
