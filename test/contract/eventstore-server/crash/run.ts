import { EventStoreDBClient } from '@eventstore/db-client';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { fileName } from '../../../../stack/eventstore/store/database.ts';
import { collect } from '../collect.ts';
import { ServerProcess } from '../server-process.ts';
import { Chance } from './chance.ts';
import { compare } from './compare.ts';
import type { Compared } from './compare.ts';
import { Consumer } from './consumer.ts';
import { Log } from './log.ts';
import { manners } from './manners.ts';
import { Writer } from './writer.ts';

/** What may take its time on a busy machine; milliseconds. The server must not refuse what only comes slowly. */
const patience = 120_000;
const flags = ['--write-timeout', String(patience)];

/** Appends that are acknowledged before a kill, at most. */
const mostAppends = 150;
/** A kill comes so many milliseconds later, at most: in the midst of whatever the server does by then. */
const mostDelay = 25;
/** Once in so many times the next kill comes while the server starts, which takes about so long. */
const duringStart = { onceIn: 5, milliseconds: 600 };

/** What a run did and found. */
export interface Figures {
	kills: number;
	/** Of those, while the server was starting. */
	whileStarting: number;
	appends: number;
	acknowledged: number;
	/** Appends that were written, but killed before they were acknowledged. */
	unheard: number;
	events: number;
	links: number;
	/** How often the groups delivered an event, and their last checkpoints. */
	delivered: number;
	checkpoints: string[];
	/** Events of the groups that came again after a kill. */
	again: number;
}

/**
 * Kills a server (SIGKILL) again and again while four clients append and two groups are consumed, starts it each time on the
 * same folder, and compares what it has with what it acknowledged.
 *
 * @param seed of all chances; the moments of the kills depend on the machine all the same
 * @param told hears after each kill what was found
 * @throws Error when anything is other than it was acknowledged
 */
export async function crashRun(seed: string, kills: number, told: (figures: Figures) => void = () => undefined): Promise<Figures> {
	const run = new CrashRun(seed);
	try {
		await run.begin();
		while (run.figures.kills < kills) {
			await run.round();
			told(run.figures);
		}
		await run.finish();
		return run.figures;
	} finally {
		await run.close();
	}
}

class CrashRun {
	readonly figures: Figures = {
		kills: 0, whileStarting: 0, appends: 0, acknowledged: 0, unheard: 0, events: 0, links: 0, delivered: 0, checkpoints: [], again: 0,
	};
	readonly #chance: Chance;
	readonly #server = new ServerProcess();
	readonly #writers: Writer[];
	readonly #consumers: Consumer[];
	readonly #log = new Log();
	readonly #compared = new Map<string, Compared>();
	#client: EventStoreDBClient | undefined;

	constructor(seed: string) {
		this.#chance = new Chance(seed);
		this.#writers = manners.map((manner) => new Writer(manner, seed));
		// A stream that is appended to itself, and one of links.
		this.#consumers = ['single-0-0', '$ce-many'].map((stream) => new Consumer(stream, new Chance(`${seed}:${stream}`)));
	}

	async begin(): Promise<void> {
		await this.#start();
		for (const consumer of this.#consumers) await consumer.create(this.#connected);
	}

	/** Lets everybody work, kills the server, starts it again and looks. */
	async round(): Promise<void> {
		const enough = this.#acknowledged + this.#chance.between(1, mostAppends);
		for (const consumer of this.#consumers) consumer.begin(this.#connected);
		for (const writer of this.#writers) writer.begin(this.#connectionString);
		await this.#until(() => this.#acknowledged >= enough, 'The server acknowledges nothing any more.');
		await delay(this.#chance.between(0, mostDelay));
		await this.#kill();
		for (const writer of this.#writers) writer.gone();
		await Promise.all([...this.#writers, ...this.#consumers].map((one) => one.ended()));
		this.#leave();
		while (this.#chance.onceIn(duringStart.onceIn)) await this.#killWhileStarting();
		await this.#start();
		await this.#look();
	}

	/** Lets every append be acknowledged and every event be consumed, and looks at all of it once more. */
	async finish(): Promise<void> {
		for (const writer of this.#writers) writer.begin(this.#connectionString, 1);
		await Promise.all(this.#writers.map((writer) => writer.ended()));
		await this.#look();
		for (const consumer of this.#consumers) {
			consumer.hurries = true;
			consumer.begin(this.#connected);
		}
		const [single = 0, many = 0] = ['single-', 'many-'].map((category) => this.#eventsOf(category));
		await this.#until(() => this.#consumers.every((consumer, index) => consumer.hasAll([single, many][index] ?? 0)), 'The groups do not bring all events.');
		const whole = new Log();
		await whole.read(this.#connected);
		for (const [stream, events] of whole.streams) {
			const ids = (await collect(this.#connected.readStream(stream))).map(({ event }) => event?.id);
			if (ids.join() !== events.map(({ id }) => id).join()) throw new Error(`${stream}: a read of it gives other events than the log.`);
		}
		for (const [stream, sent] of this.#sent) {
			const { compared } = compare(stream, sent, whole.streams.get(stream) ?? [], { appends: 0, events: 0 });
			if (compared.appends !== sent.length) throw new Error(`${stream}: an append was never acknowledged.`);
		}
		const ended = this.#server.end('SIGTERM');
		await Promise.all([ended, ...this.#consumers.map((consumer) => consumer.ended())]);
		this.#checkFile();
		this.#count();
	}

	async close(): Promise<void> {
		await this.#server.remove();
		this.#leave();
		await Promise.all(this.#writers.map((writer) => writer.close()));
	}

	get #connected(): EventStoreDBClient {
		if (this.#client === undefined) throw new Error('The server was not started.');
		return this.#client;
	}

	get #connectionString(): string {
		return `${this.#server.connectionString}&defaultDeadline=${patience}`;
	}

	get #acknowledged(): number {
		return this.#writers.reduce((sum, { acknowledged }) => sum + acknowledged, 0);
	}

	get #sent() {
		return this.#writers.flatMap(({ sent }) => [...sent]);
	}

	#eventsOf(category: string): number {
		return [...this.#log.streams].reduce((sum, [stream, events]) => sum + (stream.startsWith(category) ? events.length : 0), 0);
	}

	async #start(): Promise<void> {
		// Somebody else may have got the port meanwhile.
		this.#server.port = 0;
		// What is enabled stays enabled; a start that is not told so writes nothing by itself.
		const quiet = this.#chance.onceIn(2) ? ['--start-standard-projections', 'false'] : [];
		await this.#server.start(...flags, ...(this.figures.kills === 0 ? [] : quiet));
		this.#client = EventStoreDBClient.connectionString(this.#connectionString);
	}

	async #until(holds: () => boolean, otherwise: string): Promise<void> {
		const begin = performance.now();
		while (!holds()) {
			for (const worker of [...this.#writers, ...this.#consumers]) worker.check();
			if (performance.now() - begin > patience) throw new Error(otherwise);
			await delay(2);
		}
	}

	/** Nothing waits for it: a client whose server is gone is not always done with its calls. */
	#leave(): void {
		void this.#client?.dispose();
		this.#client = undefined;
	}

	async #kill(): Promise<void> {
		await this.#server.end('SIGKILL');
		this.figures.kills += 1;
	}

	async #killWhileStarting(): Promise<void> {
		this.#server.port = 0;
		const started = this.#server.start().then(() => true, () => false);
		await delay(this.#chance.between(0, duringStart.milliseconds));
		await this.#kill();
		if (!await started) this.figures.whileStarting += 1;
	}

	async #look(): Promise<void> {
		await this.#log.read(this.#connected);
		for (const [stream, sent] of this.#sent) {
			const from = this.#compared.get(stream) ?? { appends: 0, events: 0 };
			const { compared, unheard } = compare(stream, sent, this.#log.streams.get(stream) ?? [], from);
			this.#compared.set(stream, compared);
			if (unheard) this.figures.unheard += 1;
		}
		for (const stream of this.#log.streams.keys()) {
			if (!this.#compared.has(stream)) throw new Error(`${stream} is there, and nobody sent anything to it.`);
		}
		for (const consumer of this.#consumers) await consumer.compare(this.#connected);
		this.#count();
	}

	#count(): void {
		const sum = (of: (consumer: Consumer) => number) => this.#consumers.reduce((total, consumer) => total + of(consumer), 0);
		Object.assign(this.figures, {
			appends: this.#sent.reduce((total, [, sent]) => total + sent.length, 0),
			acknowledged: this.#acknowledged,
			events: this.#log.events,
			links: this.#log.links,
			delivered: sum(({ delivered }) => delivered),
			checkpoints: this.#consumers.map(({ checkpoint }) => String(checkpoint)),
			again: sum(({ again }) => again),
		});
	}

	/** @throws Error when SQLite finds fault with the file */
	#checkFile(): void {
		const database = new DatabaseSync(join(this.#server.folder, fileName), { readOnly: true });
		const found = database.prepare('PRAGMA integrity_check').all().map((row) => String(Object.values(row)[0]));
		database.close();
		if (found.join() !== 'ok') throw new Error(`The database file is not sound: ${found.join('; ')}`);
	}
}
