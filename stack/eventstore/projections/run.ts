import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import type { Writer } from '../store/write.ts';
import { Checkpoints } from './checkpoint.ts';
import { EmitFault, Emitter } from './emitter.ts';
import type { Identity } from './emitter.ts';
import { EngineRestarted } from './engine/engine.ts';
import type { Engine } from './engine/engine.ts';
import type { PageOutcome, PartitionState, States } from './engine/protocol.ts';
import { isPartitioned } from './language/definition.ts';
import type { Definition } from './language/definition.ts';
import { Outputs } from './outputs.ts';
import type { ProjectionSettings } from './settings.ts';
import { Source } from './source.ts';
import type { SourcePage } from './source.ts';
import { tagText } from './tag.ts';
import type { Tag } from './tag.ts';

/** A checkpoint is due after so many handled events, or so many bytes of others: the vendor's defaults. */
const checkpointEvents = 4_000;
const checkpointBytes = 10_000_000;

/** What a run works with. */
export interface RunContext {
	name: string;
	store: Store;
	engine: Engine;
	log: Log;
}

/** How a run ended, but for being stopped. */
export type RunEnd = { end: 'completed' } | { end: 'faulted'; reason: string };

/**
 * A projection at work: reads its source, lets the engine handle each page, and writes what came of it in one
 * transaction, until it is stopped, faults, or, when it is not continuous, is at the end.
 */
export class Run {
	readonly definition: Definition;
	readonly states: States;
	readonly source: Source;
	tag: Tag;
	/** Events handled since the start. */
	handled = 0;
	/** Milliseconds that the code took. */
	processing = 0;
	/** Where the last checkpoint lies. */
	checkpointTag: Tag;
	readonly #context: RunContext;
	readonly #settings: ProjectionSettings;
	readonly #identity: Identity;
	readonly #checkpoints: Checkpoints;
	readonly #outputs: Outputs;
	#key: number;
	#stopping = false;
	#wake: (() => void) | undefined;
	#ended: Promise<void> | undefined;
	#changed = new Set<string>();
	#sinceCheckpoint = { events: 0, bytes: 0 };

	/** @param opened the projection's text as the engine has it open */
	constructor(
		context: RunContext, settings: ProjectionSettings, identity: Identity,
		opened: { key: number; definition: Definition },
	) {
		this.#context = context;
		this.#settings = settings;
		this.#identity = identity;
		this.#key = opened.key;
		this.definition = opened.definition;
		this.source = new Source(context.store, opened.definition);
		this.#checkpoints = new Checkpoints(context.name, context.store.read);
		const checkpoint = this.#checkpoints.read(identity, this.source.start);
		this.states = checkpoint?.states ?? new Map<string, PartitionState>();
		this.tag = checkpoint?.tag ?? this.source.start;
		this.checkpointTag = this.tag;
		const emitter = new Emitter(identity, context.store.read);
		this.#outputs = new Outputs(context.name, emitter, this.definition, settings, context.store.read);
	}

	/** @param ended called once, unless the run is stopped before */
	start(ended: (end: RunEnd) => void): void {
		this.#ended = this.#work().then(
			(end) => {
				if (end !== undefined && !this.#stopping) ended(end);
			},
			(error: unknown) => {
				if (this.#stopping && error instanceof EngineRestarted) return;
				const reason = error instanceof Error ? error.message : String(error);
				this.#context.log('projection-failed', { projection: this.#context.name, error: reason });
				if (!this.#stopping) ended({ end: 'faulted', reason });
			},
		).finally(() => this.#context.engine.close(this.#key));
	}

	/** Ends the run when the page under way is written. */
	async stop(): Promise<void> {
		this.#stopping = true;
		this.#wake?.();
		await this.#ended;
	}

	/** Writes a checkpoint of where the run stands, unless there is one already. */
	async checkpoint(): Promise<void> {
		if (this.#sinceCheckpoint.events === 0 && this.#sinceCheckpoint.bytes === 0 && this.tag === this.checkpointTag) return;
		await this.#context.store.transact((writer) => this.#writeCheckpoint(writer));
		this.#afterCheckpoint();
	}

	async #work(): Promise<RunEnd | undefined> {
		const refused = await this.#load();
		if (refused !== undefined) return { end: 'faulted', reason: refused };
		while (!this.#stopping) {
			const page = this.source.page(this.tag);
			if (page.events.length > 0) {
				const outcome = await this.#advance(page);
				if (outcome.reason !== undefined) return { end: 'faulted', reason: outcome.reason };
				if (!outcome.whole) continue;
			} else {
				this.tag = page.tag;
				this.#sinceCheckpoint.bytes += page.skipped;
			}
			if (page.atEnd && this.#settings.mode !== 'Continuous') return { end: 'completed' };
			if (page.events.length > 0) continue;
			// What comes between the reading of the page and the waiting would be missed: nothing may wait in between.
			if (page.atEnd) await this.#news();
			else await nextTurn();
		}
		return undefined;
	}

	/** Waits for a commit that concerns the source. */
	async #news(): Promise<void> {
		await new Promise<void>((resolve) => {
			const stop = this.#context.store.onCommit((touched) => {
				if (this.source.concerns(touched)) wake();
			});
			const wake = () => {
				stop();
				this.#wake = undefined;
				resolve();
			};
			this.#wake = wake;
		});
	}

	/** @returns why the projection faulted, and whether all of the page was handled */
	async #advance(page: SourcePage): Promise<{ reason?: string | undefined; whole: boolean }> {
		const began = performance.now();
		let outcome: PageOutcome;
		try {
			outcome = await this.#context.engine.run(this.#key, page.events.map(({ input }) => input));
		} catch (error) {
			if (!(error instanceof EngineRestarted)) throw error;
			if (this.#stopping) return { whole: false };
			const { blame } = error;
			return { reason: blame === undefined ? await this.#reopen() : this.#eventFault(blame.fault, page, blame.event), whole: false };
		}
		this.processing += performance.now() - began;
		for (const text of outcome.logged) this.#context.log('projection-log', { projection: this.#context.name, text });
		const refused = await this.#write(page, outcome);
		const whole = outcome.handled === page.events.length;
		const { fault } = outcome;
		if (refused !== undefined || fault === undefined) return { reason: refused, whole };
		const reason = fault.during === 'partitioning'
			? `${fault.text}\r\n   at partitionBy`
			: this.#eventFault(fault.text, page, outcome.handled, fault.during);
		return { reason, whole };
	}

	/** @returns why nothing more can be emitted */
	async #write(page: SourcePage, outcome: PageOutcome): Promise<string | undefined> {
		const { handled, steps, states, fault } = outcome;
		for (const [partition, state] of states) {
			this.states.set(partition, state);
			this.#changed.add(partition);
		}
		this.handled += handled;
		this.#sinceCheckpoint.events += handled;
		this.tag = handled === page.events.length ? page.tag : (page.events[handled - 1]?.tag ?? this.tag);
		this.#sinceCheckpoint.bytes += page.skipped;
		const due = this.#settings.mode === 'Continuous' && fault === undefined
			&& (this.#sinceCheckpoint.events >= checkpointEvents || this.#sinceCheckpoint.bytes >= checkpointBytes);
		if (steps.length === 0 && !due) return undefined;
		let refused: string | undefined;
		try {
			await this.#context.store.transact((writer) => {
				refused = this.#emit(writer, page, outcome);
				if (due && refused === undefined) this.#writeCheckpoint(writer);
			});
		} catch (error) {
			this.#outputs.forget();
			throw error;
		}
		if (due && refused === undefined) this.#afterCheckpoint();
		return refused;
	}

	#emit(writer: Writer, page: SourcePage, outcome: PageOutcome): string | undefined {
		for (const step of outcome.steps) {
			const event = page.events[step.event];
			if (event === undefined) continue;
			try {
				this.#outputs.write(writer, step, event);
			} catch (error) {
				if (error instanceof EmitFault) return error.message;
				throw error;
			}
		}
		return undefined;
	}

	#writeCheckpoint(writer: Writer): void {
		const changed = isPartitioned(this.definition) ? this.#changed : new Set<string>();
		this.#checkpoints.write(writer, this.#identity, { tag: this.tag, states: this.states }, changed);
	}

	#afterCheckpoint(): void {
		this.#changed = new Set();
		this.#sinceCheckpoint = { events: 0, bytes: 0 };
		this.checkpointTag = this.tag;
	}

	/** Gives the engine the states that there are. @returns why the projection is none any more */
	async #load(): Promise<string | undefined> {
		if (this.states.size === 0) return undefined;
		try {
			await this.#context.engine.load(this.#key, this.states);
			return undefined;
		} catch (error) {
			if (!(error instanceof EngineRestarted)) throw error;
			return this.#stopping ? undefined : await this.#reopen();
		}
	}

	/** The engine's thread is a new one: opens the projection there with the states that it has. */
	async #reopen(): Promise<string | undefined> {
		const opened = await this.#context.engine.open(this.#settings.query);
		if ('fault' in opened) return opened.fault;
		this.#key = opened.key;
		return await this.#load();
	}

	#eventFault(text: string, page: SourcePage, index: number, during: 'event' | 'deletion' = 'event'): string {
		const what = during === 'event' ? 'an event' : 'a delete partition notification';
		const position = tagText(page.events[index]?.tag ?? page.tag);
		return [
			`The ${this.#context.name} projection failed to process ${what}.`,
			// The vendor's name for what runs JavaScript; tools look for this text.
			'Handler: EventStore.Projections.Core.Services.Interpreted.JintProjectionStateHandler',
			`Event Position: ${position}`, '', 'Message:', '', text,
		].join('\r\n');
	}
}
