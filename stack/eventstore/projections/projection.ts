import type { Identity } from './emitter.ts';
import { EngineRestarted } from './engine/engine.ts';
import type { Engine } from './engine/engine.ts';
import type { States } from './engine/protocol.ts';
import { isPartitioned } from './language/definition.ts';
import type { Definition } from './language/definition.ts';
import type { Managed, Removal } from './managed.ts';
import { ProjectionRefusal } from './refusal.ts';
import { deleteStreams } from './remove.ts';
import { Run } from './run.ts';
import type { RunContext, RunEnd } from './run.ts';
import { keepSettings, note, settingsEvent } from './settings.ts';
import type { ProjectionSettings, Registered } from './settings.ts';
import { statisticsOf } from './statistics.ts';
import type { Statistics } from './statistics.ts';
import { projectionEvent, registrationStream } from './streams.ts';

/** What a status says in one word, with what the vendor's server adds to it. */
type Status =
	| 'Preparing' | 'Running' | 'Stopped' | 'Aborted/Stopped' | 'Faulted' | 'Faulted (Enabled)' | 'Faulted/Stopped (Enabled)'
	| 'Stopped/Faulted' | 'Completed/Stopped/Writing results';

/** How often, in milliseconds, the numbers of a running projection are taken anew, by what it reads: the vendor's lag, too. */
const statisticsAge = { log: 100, streams: 1_000 };

/** A projection of a user: its settings, whether it runs, and what it knows. Changes come one after another. */
export class Projection implements Managed {
	readonly name: string;
	readonly id: number;
	status: Status = 'Stopped';
	reason = '';
	readonly #context: RunContext;
	#settings: ProjectionSettings;
	#version: number;
	#run: Run | undefined;
	#running = false;
	#halted = false;
	/** Whether it ran when it was halted, or was to be started then. */
	#interrupted = false;
	#changes: Promise<unknown> = Promise.resolve();
	#statistics: { taken: number; value: Statistics } | undefined;

	constructor(context: RunContext, { name, id, version, settings }: Registered) {
		this.#context = context;
		this.name = name;
		this.id = id;
		this.#version = version;
		this.#settings = settings;
		if (settings.enabled) this.status = 'Preparing';
	}

	get settings(): ProjectionSettings {
		return this.#settings;
	}

	get running(): boolean {
		return this.#running;
	}

	/** States by partition; undefined as long as the text was never understood. */
	get states(): States | undefined {
		return this.#run?.states;
	}

	get definition(): Definition | undefined {
		return this.#run?.definition;
	}

	/** Lets it run if it is enabled: after its creation, or a start of the server. */
	begin(): Promise<void> {
		return this.#change(async () => {
			if (this.#settings.enabled) await this.#start('Faulted');
			else await this.#look();
		});
	}

	enable(): Promise<void> {
		return this.#change(async () => {
			if (this.#running) return;
			await this.#persist({ enabled: true });
			await this.#start('Faulted (Enabled)');
		});
	}

	disable(checkpoint: boolean): Promise<void> {
		return this.#change(async () => {
			const wasRunning = this.#running;
			await this.#stop(checkpoint);
			await this.#persist({ enabled: false });
			this.reason = '';
			if (wasRunning) this.status = checkpoint ? 'Stopped' : 'Aborted/Stopped';
			else if (this.status.startsWith('Faulted')) this.status = 'Stopped/Faulted';
		});
	}

	update(query: string, emitEnabled: boolean | undefined): Promise<void> {
		return this.#change(async () => {
			await this.#stop(true);
			await this.#persist({ query, ...(emitEnabled === undefined ? {} : { emitEnabled }) });
			if (this.#settings.enabled) await this.#start('Faulted/Stopped (Enabled)');
		});
	}

	/** What was emitted stays, and is emitted once more. */
	reset(): Promise<void> {
		return this.#change(async () => {
			await this.#stop(false);
			await this.#persist({ epoch: this.#version + 1 });
			if (this.#settings.enabled) await this.#start('Faulted (Enabled)');
			else await this.#look();
		});
	}

	/** Ends it for the shutdown, or for a restart of all projections; it stays enabled. Nothing starts it until `goOn`. */
	halt(): Promise<void> {
		this.#halted = true;
		return this.#change(async () => {
			this.#interrupted ||= this.#running;
			await this.#stop(false);
		});
	}

	/** Lets it be started again, and starts it if it ran, or was to: from the beginning, for only checkpoints outlive a run. */
	goOn(): Promise<void> {
		this.#halted = false;
		return this.#change(async () => {
			const interrupted = this.#interrupted;
			this.#interrupted = false;
			if (interrupted && this.#settings.enabled) await this.#start('Faulted');
		});
	}

	/** @throws ProjectionRefusal when it runs */
	remove(removal: Removal): Promise<void> {
		return this.#change(async () => {
			if (this.#running) throw new ProjectionRefusal('operation_failed', `The projection '${this.name}' runs.`);
			this.#settings = { ...this.#settings, enabled: false, deleted: true };
			await this.#context.store.transact((writer) => {
				deleteStreams(writer, this.#context.store.read, this.name, this.states, removal);
				if (this.#settings.mode === 'Transient') return;
				keepSettings(writer, this.name, settingsEvent(this.#settings));
				writer.append(registrationStream, 'any', [note(projectionEvent.deleted, this.name)]);
			});
		});
	}

	/** @throws ProjectionRefusal when its text was never understood */
	async state(partition: string): Promise<string> {
		// After a start of the server the text and the last checkpoint are still being read.
		await this.#changes;
		return shown(this.#understood.get(partition)?.state);
	}

	/** @throws ProjectionRefusal when its text was never understood */
	async result(partition: string): Promise<string> {
		await this.#changes;
		const found = this.#understood.get(partition);
		const ownOfPartitions = partition === '' && this.definition !== undefined && isPartitioned(this.definition);
		return ownOfPartitions ? '{}' : shown(found?.result ?? found?.state);
	}

	statistics(): Statistics {
		const now = performance.now();
		const { status, reason, name } = this;
		if (this.#statistics === undefined || now - this.#statistics.taken > statisticsAge[this.#run?.tag.kind ?? 'log'] || !this.#running) {
			this.#statistics = { taken: now, value: statisticsOf(this.#run, this.#settings) };
		}
		return { ...this.#statistics.value, name, status, reason, version: this.#version, epoch: this.#settings.epoch };
	}

	get #understood(): States {
		if (this.states !== undefined) return this.states;
		throw new ProjectionRefusal('faulted', `The projection '${this.name}' has neither state nor result: ${this.reason}`);
	}

	get #identity(): Identity {
		return { id: this.id, epoch: this.#settings.epoch, version: this.#version };
	}

	/** Reads the text and the last checkpoint, so that state and result of one that does not run can be told. */
	async #look(): Promise<void> {
		const opened = await this.#open();
		if (opened === undefined || 'fault' in opened) return;
		this.#run = new Run(this.#context, this.#settings, this.#identity, opened);
		this.#context.engine.close(opened.key);
	}

	/** @returns undefined when it was halted: what it is to be stands in its settings, by which it is taken up again */
	async #open(): Promise<Awaited<ReturnType<Engine['open']>> | undefined> {
		if (this.#halted) return undefined;
		try {
			return await this.#context.engine.open(this.#settings.query);
		} catch (error) {
			if (this.#halted && error instanceof EngineRestarted) return undefined;
			throw error;
		}
	}

	async #start(whenFaulted: Status): Promise<void> {
		const opened = await this.#open();
		if (opened === undefined) {
			this.#interrupted = true;
			return;
		}
		if ('fault' in opened) {
			[this.status, this.reason] = [whenFaulted, opened.fault];
			return;
		}
		this.#run = new Run(this.#context, this.#settings, this.#identity, opened);
		[this.status, this.reason, this.#running] = ['Running', '', true];
		this.#statistics = undefined;
		// The numbers of before the first event: they are taken anew from time to time.
		this.statistics();
		this.#run?.start((end) => this.#ended(end));
	}

	#ended(end: RunEnd): void {
		this.#running = false;
		if (end.end === 'completed') this.status = 'Completed/Stopped/Writing results';
		else [this.status, this.reason] = ['Faulted (Enabled)', end.reason];
	}

	async #stop(checkpoint: boolean): Promise<void> {
		if (!this.#running) return;
		await this.#run?.stop();
		if (checkpoint && this.#running && this.#settings.mode === 'Continuous') await this.#run?.checkpoint();
		this.#running = false;
	}

	async #persist(changes: Partial<ProjectionSettings>): Promise<void> {
		this.#settings = { ...this.#settings, ...changes };
		if (this.#settings.mode === 'Transient') {
			this.#version += 1;
			return;
		}
		this.#version = await this.#context.store.transact((writer) => keepSettings(writer, this.name, settingsEvent(this.#settings)));
	}

	#change<T>(work: () => Promise<T>): Promise<T> {
		const done = this.#changes.then(work);
		this.#changes = done.catch(() => undefined);
		return done;
	}
}

/** A state that is null, or was never made, is shown as an empty object. */
function shown(json: string | undefined): string {
	return json === undefined || json === 'null' ? '{}' : json;
}
