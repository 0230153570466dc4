import { isPartitioned } from '../language/definition.ts';
import { isBroken, ProjectionFault } from '../language/sandbox.ts';
import type { Handled, Sandbox } from '../language/sandbox.ts';
import type { InputEvent, PageFault, PageOutcome, PartitionState, States, Step } from './protocol.ts';
import { sourceStream } from './source-stream.ts';

const utf8 = new TextDecoder();

/** Milliseconds after which a page ends early: other projections want the thread, and somebody may wait for this one to stop. */
const pageTime = 200;

/** Runs events through a projection and keeps its states. */
export class Execution {
	readonly #sandbox: Sandbox;
	readonly #at: (index: number) => void;
	#states: States = new Map();
	/** JSON of the state that partitions share. */
	#shared: string | undefined;
	/** The partition whose state the sandbox holds. */
	#loaded: string | undefined;

	/** @param at told the index of each event before its turn */
	constructor(sandbox: Sandbox, at: (index: number) => void) {
		this.#sandbox = sandbox;
		this.#at = at;
	}

	/** Sets all states, those of a checkpoint. */
	load(states: States): void {
		this.#states = states;
		const { definition } = this.#sandbox;
		this.#shared = definition.biState ? states.get('')?.state : undefined;
		this.#loaded = undefined;
	}

	run(events: readonly InputEvent[]): PageOutcome {
		const outcome: PageOutcome = { handled: 0, steps: [], states: new Map(), logged: [] };
		const began = performance.now();
		for (const [index, event] of events.entries()) {
			this.#at(index);
			const fault = this.#attempt(event, index, outcome);
			if (fault !== undefined) {
				outcome.fault = fault;
				this.#loaded = undefined;
				break;
			}
			outcome.handled += 1;
			if (performance.now() - began > pageTime) break;
		}
		return outcome;
	}

	#attempt(event: InputEvent, index: number, outcome: PageOutcome): PageFault | undefined {
		let during: PageFault['during'] = event.deletes === undefined ? 'event' : 'deletion';
		try {
			if (event.deletes !== undefined) {
				this.#delete(event.deletes, index, outcome);
				return undefined;
			}
			const { source } = this.#sandbox.definition;
			let text: string | undefined = fieldsOf(event);
			let partition: string | null = source.byStream ? sourceStream(event) : '';
			if (source.byPartition) {
				during = 'partitioning';
				partition = this.#sandbox.partition(text);
				text = undefined;
				during = 'event';
				if (partition === '') throw new ProjectionFault('Partition \'\' state was requested as locked but it is missing in the cache.');
			}
			if (partition !== null) this.#handle(text, partition, index, outcome);
			return undefined;
		} catch (error) {
			if (isBroken(error)) throw error;
			return { during, text: error instanceof Error ? error.message : String(error) };
		}
	}

	#handle(text: string | undefined, partition: string, index: number, outcome: PageOutcome): void {
		const isNew = !this.#states.has(partition);
		this.#enter(partition);
		const partitioned = isPartitioned(this.#sandbox.definition);
		const handled = this.#sandbox.handle(text, partition, isNew && partitioned);
		this.#keep(partition, handled, index, outcome, isNew && partitioned ? partition : undefined);
	}

	#delete(deletes: { stream: string; soft: boolean }, index: number, outcome: PageOutcome): void {
		// Unlike an event, a deletion makes no state of its own.
		if (this.#states.has(deletes.stream)) this.#enter(deletes.stream);
		else this.#sandbox.load('{}', this.#shared);
		this.#loaded = deletes.stream;
		this.#keep(deletes.stream, this.#sandbox.deleted(deletes.stream, deletes.soft), index, outcome, undefined);
	}

	#enter(partition: string): void {
		if (this.#loaded === partition) return;
		this.#sandbox.load(this.#states.get(partition)?.state, this.#shared);
		this.#loaded = partition;
	}

	#keep(
		partition: string, handled: Handled, index: number, outcome: PageOutcome, created: string | undefined,
	): void {
		const { definition } = this.#sandbox;
		const before = this.#states.get(partition);
		const after: PartitionState = { state: handled.state, result: handled.result };
		const step: Step = { event: index, emitted: handled.emitted };
		if (created !== undefined) step.created = created;
		const json = resultOf(after);
		if (definition.producesResults && json !== (before === undefined ? 'null' : resultOf(before))) {
			step.result = { partition, json };
		}
		if (step.created !== undefined || step.result !== undefined || step.emitted.length > 0) outcome.steps.push(step);
		this.#set(partition, after, outcome);
		if (handled.shared !== undefined) {
			this.#shared = handled.shared;
			if (isPartitioned(definition)) this.#set('', { state: handled.shared, result: 'null' }, outcome);
		}
		outcome.logged.push(...handled.logged);
	}

	#set(partition: string, state: PartitionState, outcome: PageOutcome): void {
		this.#states.set(partition, state);
		outcome.states.set(partition, state);
	}
}

function resultOf({ state, result }: PartitionState): string {
	return result ?? state;
}

/** The fields that a handler sees, in the vendor's order; those that are parsed are added inside. */
function fieldsOf(event: InputEvent): string {
	return JSON.stringify({
		partition: '',
		bodyRaw: event.type === null ? null : utf8.decode(event.data),
		metadataRaw: textOf(event.metadata),
		streamId: event.stream,
		eventId: event.id,
		eventType: event.type,
		linkMetadataRaw: event.linkMetadata === undefined ? null : textOf(event.linkMetadata),
		isJson: event.isJson,
		category: event.category,
		sequenceNumber: event.revision,
	});
}

function textOf(bytes: Uint8Array): string | null {
	return bytes.length === 0 ? null : utf8.decode(bytes);
}
