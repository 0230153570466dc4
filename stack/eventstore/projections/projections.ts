import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import { Engine } from './engine/engine.ts';
import type { Managed, Removal } from './managed.ts';
import { Projection } from './projection.ts';
import { ProjectionRefusal } from './refusal.ts';
import { keepSettings, note, registeredIds, registeredProjections, settingsEvent } from './settings.ts';
import type { ProjectionSettings } from './settings.ts';
import { projectionEvent, registrationStream } from './streams.ts';
import { System } from './system.ts';

/** A projection to be made. */
export type Proposal = Pick<ProjectionSettings, 'query' | 'mode' | 'emitEnabled' | 'trackEmittedStreams'> & { name: string };

/** All projections of a store: the system's and those of users. */
export class Projections {
	readonly #store: Store;
	readonly #log: Log;
	readonly #engine = new Engine();
	#restarting: Promise<void> = Promise.resolve();
	#projections = new Map<string, Managed>();
	/** Numbers of transient projections, which are not registered: below those of the others. */
	#nextTransient = -2;

	constructor(store: Store, log: Log) {
		this.#store = store;
		this.#log = log;
	}

	/** Takes up what the database holds; those that are enabled run on in the background. */
	load(): void {
		const system = new Set(this.#store.projections().map(({ name }) => name));
		const registered = new Map(registeredProjections(this.#store.read).map((found) => [found.name, found]));
		for (const name of registeredIds(this.#store.read).keys()) {
			const found = registered.get(name);
			if (system.has(name)) this.#projections.set(name, new System(name, this.#store));
			else if (found !== undefined) this.#take(new Projection(this.#context(name), found));
		}
	}

	all(): Managed[] {
		return [...this.#projections.values()];
	}

	/** @throws ProjectionRefusal when there is none of that name */
	get(name: string): Managed {
		const found = this.#projections.get(name);
		if (found === undefined) throw new ProjectionRefusal('not_found', `Projection '${name}' not found`);
		return found;
	}

	/**
	 * Changes a projection: lets it run, stops it, gives it another text. It waits for the restarts that were asked for before,
	 * as the projection that is taken up anew would know nothing of it; the restarts after it wait for it.
	 *
	 * @throws ProjectionRefusal when there is none of that name, or it cannot be changed so
	 */
	async change(name: string, how: (projection: Managed) => Promise<void>): Promise<void> {
		await this.#restarting;
		await how(this.get(name));
	}

	/**
	 * Makes a projection and lets it run. A text with mistakes is taken, as the vendor's server does: the projection's
	 * status says what is wrong.
	 *
	 * @throws ProjectionRefusal when the name is empty or taken
	 */
	async create({ name, ...proposed }: Proposal): Promise<void> {
		if (name === '') throw new ProjectionRefusal('operation_failed', 'A projection needs a name.');
		if (this.#projections.has(name)) throw new ProjectionRefusal('conflict', `There is a projection '${name}' already.`);
		const settings: ProjectionSettings = { ...proposed, enabled: true, deleted: false, epoch: -1 };
		await this.#restarting;
		const kept = await this.#register(name, settings);
		// A restart that came in between has taken it up already, unless it is a query; while it goes on nothing can be started.
		await this.#restarting;
		if (this.#projections.has(name)) return;
		const projection = new Projection(this.#context(name), { name, settings, ...kept });
		this.#projections.set(name, projection);
		await projection.begin();
	}

	/** @throws ProjectionRefusal when there is none of that name, or it runs */
	async remove(name: string, removal: Removal): Promise<void> {
		await this.change(name, (projection) => projection.remove(removal));
		this.#projections.delete(name);
	}

	/** Ends all projections and takes them up again from their last checkpoints. */
	restart(): Promise<void> {
		const done = this.#restarting.then(() => this.#restart());
		this.#restarting = done.catch(() => undefined);
		return done;
	}

	/** Ends all for the shutdown: what was handled stands, what is under way is handled after the next start. */
	close(): Promise<void> {
		return this.#halt();
	}

	async #restart(): Promise<void> {
		await this.#halt();
		this.#engine.goOn();
		const transient = [...this.#projections].filter(([, found]) => found.statistics().mode === 'Transient');
		this.#projections = new Map();
		this.load();
		for (const [name, projection] of transient) {
			this.#projections.set(name, projection);
			if (projection instanceof Projection) this.#begin(projection, () => projection.goOn());
		}
	}

	async #halt(): Promise<void> {
		const halting = this.all().filter((found) => found instanceof Projection).map((found) => found.halt());
		await this.#engine.stop();
		await Promise.all(halting);
	}

	#take(projection: Projection): void {
		this.#projections.set(projection.name, projection);
		this.#begin(projection, () => projection.begin());
	}

	/** In the background. */
	#begin({ name }: Projection, how: () => Promise<void>): void {
		how().catch((error: unknown) => {
			const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
			this.#log('projection-failed', { projection: name, error: text });
		});
	}

	async #register(name: string, settings: ProjectionSettings): Promise<{ id: number; version: number }> {
		if (settings.mode === 'Transient') {
			this.#nextTransient -= 1;
			return { id: this.#nextTransient, version: 0 };
		}
		return await this.#store.transact((writer) => {
			// Two callers may have asked for the same name at once.
			if (registeredIds(this.#store.read).has(name)) {
				throw new ProjectionRefusal('conflict', `There is a projection '${name}' already.`);
			}
			const written = writer.append(registrationStream, 'any', [note(projectionEvent.created, name)]);
			if (written.result !== 'success') throw new Error(`The stream ${registrationStream} cannot be written.`);
			return { id: written.revision, version: keepSettings(writer, name, settingsEvent(settings)) };
		});
	}

	#context(name: string) {
		return { name, store: this.#store, engine: this.#engine, log: this.#log };
	}
}
