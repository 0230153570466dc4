import type { Reader } from '../store/read.ts';
import type { EventRecord } from '../store/records.ts';
import type { Writer } from '../store/write.ts';
import { parsedMetadata, versionText, writerIn } from './emitter.ts';
import type { Identity } from './emitter.ts';
import type { PartitionState, States } from './engine/protocol.ts';
import { eventsOf, note } from './settings.ts';
import { checkpointStream, partitionCheckpointStream, partitionsStream, projectionEvent } from './streams.ts';
import { tagMembers, tagOf } from './tag.ts';
import type { Tag } from './tag.ts';

/** Where a projection goes on: how far it has read, and its states. */
export interface Checkpoint {
	tag: Tag;
	states: States;
}

/** Keeps the checkpoints of one projection in its streams: the last one stands. */
export class Checkpoints {
	readonly #name: string;
	readonly #read: Reader;

	constructor(name: string, read: Reader) {
		this.#name = name;
		this.#read = read;
	}

	/**
	 * Writes a checkpoint. Runs within a transaction.
	 *
	 * @param changed partitions whose state is another than at the last checkpoint
	 */
	write(writer: Writer, identity: Identity, { tag, states }: Checkpoint, changed: ReadonlySet<string>): void {
		const event = (type: string, data: string) => ({
			...note(type, data, true),
			metadata: Buffer.from(`{"$v":"${versionText(identity)}",${tagMembers(tag)}}`),
		});
		for (const partition of changed) {
			const state = states.get(partition);
			if (partition === '' || state === undefined) continue;
			const stream = partitionCheckpointStream(this.#name, partition);
			writer.append(stream, 'any', [event(projectionEvent.partitionCheckpoint, dataOf(state))]);
		}
		const own = states.get('');
		const data = own === undefined ? '[]' : dataOf(own);
		writer.append(checkpointStream(this.#name), 'any', [event(projectionEvent.checkpoint, data)]);
	}

	/** The last checkpoint of this life of the projection; undefined when there is none. */
	read(identity: Identity, like: Tag): Checkpoint | undefined {
		const last = this.#last(checkpointStream(this.#name), identity, like);
		if (last === undefined) return undefined;
		const states: States = new Map();
		if (last.state !== undefined) states.set('', last.state);
		for (const { data } of eventsOf(this.#read, partitionsStream(this.#name))) {
			const partition = Buffer.from(data).toString();
			const state = this.#last(partitionCheckpointStream(this.#name, partition), identity, like)?.state;
			if (state !== undefined) states.set(partition, state);
		}
		return { tag: last.tag, states };
	}

	#last(stream: string, identity: Identity, like: Tag): { tag: Tag; state: PartitionState | undefined } | undefined {
		const { revision } = this.#read.stream(stream);
		const event = revision < 0 ? undefined : this.#read.event(stream, revision);
		const metadata = event && parsedMetadata(event);
		const written = metadata && writerIn(metadata);
		if (event === undefined || metadata === undefined || written?.id !== identity.id || written.epoch !== identity.epoch) return undefined;
		const tag = tagOf(metadata, like);
		return tag && { tag, state: stateIn(event) };
	}
}

function dataOf({ state, result }: PartitionState): string {
	return `[${state},${result ?? state}]`;
}

function stateIn(event: EventRecord): PartitionState | undefined {
	const parsed: unknown = JSON.parse(Buffer.from(event.data).toString());
	if (!Array.isArray(parsed) || parsed.length === 0) return undefined;
	const [state, result] = parsed.map((value) => JSON.stringify(value));
	return { state: state ?? 'null', result: result === state ? undefined : result };
}
