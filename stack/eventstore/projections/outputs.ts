import { eventType } from '../store/records.ts';
import type { Reader } from '../store/read.ts';
import type { Writer } from '../store/write.ts';
import { EmitFault } from './emitter.ts';
import type { Emitter } from './emitter.ts';
import type { Step } from './engine/protocol.ts';
import { isPartitioned } from './language/definition.ts';
import type { Definition } from './language/definition.ts';
import { eventsOf, note } from './settings.ts';
import type { ProjectionSettings } from './settings.ts';
import type { SourceEvent } from './source.ts';
import { emittedStreamsStream, partitionResultPattern, partitionsStream, projectionEvent, resultStream } from './streams.ts';

/** Writes what comes of a projection's events: its own events, its partitions, its results. */
export class Outputs {
	readonly #name: string;
	readonly #emitter: Emitter;
	readonly #definition: Definition;
	readonly #settings: ProjectionSettings;
	readonly #read: Reader;
	#tracked: Set<string> | undefined;

	constructor(name: string, emitter: Emitter, definition: Definition, settings: ProjectionSettings, read: Reader) {
		this.#name = name;
		this.#emitter = emitter;
		this.#definition = definition;
		this.#settings = settings;
		this.#read = read;
	}

	/**
	 * Writes what one event led to. Runs within a transaction.
	 *
	 * @throws EmitFault when the projection may not emit, or not to that stream
	 */
	write(writer: Writer, step: Step, { tag, cause }: SourceEvent): void {
		if (step.created !== undefined) {
			const emission = { stream: partitionsStream(this.#name), type: projectionEvent.partition, isJson: false, data: step.created };
			this.#emitter.write(writer, emission, tag, cause);
		}
		if (step.emitted.length > 0 && !this.#settings.emitEnabled) {
			throw new EmitFault('\'emit\' is not allowed by the projection/configuration/mode');
		}
		for (const emission of step.emitted) {
			this.#emitter.write(writer, emission, tag, cause);
			if (this.#settings.trackEmittedStreams) this.#track(writer, emission.stream);
		}
		if (step.result !== undefined) this.#result(writer, step.result, tag, cause);
		this.#emitter.settle();
	}

	/** Forgets what it knows of streams: the transaction did not come to pass. */
	forget(): void {
		this.#emitter.forget();
		this.#tracked = undefined;
	}

	/** A partition's results go to a stream of its own, and links to them to the projection's. */
	#result(
		writer: Writer, { partition, json }: NonNullable<Step['result']>, tag: SourceEvent['tag'], cause: SourceEvent['cause'],
	): void {
		const removed = json === 'null';
		const type = removed ? projectionEvent.resultRemoved : projectionEvent.result;
		const own = this.#definition.resultStream ?? resultStream(this.#name);
		const partitioned = isPartitioned(this.#definition);
		const pattern = this.#definition.partitionResultStream ?? partitionResultPattern(this.#name);
		const stream = partitioned ? pattern.replace('{0}', () => partition) : own;
		const revision = this.#emitter.write(writer, { stream, type, isJson: !removed, data: removed ? '' : json }, tag, cause);
		if (!partitioned || revision === undefined) return;
		this.#emitter.write(writer, { stream: own, type: eventType.link, isJson: false, data: `${revision}@${stream}` }, tag, cause);
	}

	#track(writer: Writer, stream: string): void {
		const tracking = emittedStreamsStream(this.#name);
		this.#tracked ??= new Set([...eventsOf(this.#read, tracking)].map(({ data }) => Buffer.from(data).toString()));
		if (this.#tracked.has(stream)) return;
		this.#tracked.add(stream);
		writer.append(tracking, 'any', [note(projectionEvent.tracked, stream)]);
	}
}
