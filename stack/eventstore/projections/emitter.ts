import { randomUUID } from 'node:crypto';
import type { EventRecord } from '../store/records.ts';
import type { Reader } from '../store/read.ts';
import { uuidBytes, uuidText } from '../store/uuid.ts';
import type { Writer } from '../store/write.ts';
import { isCovered, tagMembers, tagOf } from './tag.ts';
import type { Tag } from './tag.ts';

/** Version of the format, the vendor's number: the last part of `$v`. */
const systemVersion = 4;

/** Which projection emits: the number under which it is registered, and which of its lives. */
export interface Identity {
	id: number;
	/** -1 until the first reset; what was emitted in an earlier epoch does not count as emitted. */
	epoch: number;
	version: number;
}

/** An event to emit; metadata is JSON by name. */
export interface Emission {
	stream: string;
	type: string;
	isJson: boolean;
	data: string;
	metadata?: Record<string, string>;
}

/** Why nothing can be emitted to a stream. */
export class EmitFault extends Error {}

interface LastEmission {
	revision: number;
	tag: Tag | undefined;
	/** It was emitted before the last reset: what the stream holds is hidden when it is written to again. */
	former?: boolean;
}

/**
 * Writes what a projection emits, each event once: what was emitted before the projection was stopped in the midst is
 * known by the tag that the last event of the stream carries. A stream belongs to the projection that writes it: an event
 * of anybody else at its end is a fault, as it is on the vendor's server.
 */
export class Emitter {
	readonly identity: Identity;
	readonly #read: Reader;
	readonly #last = new Map<string, LastEmission>();
	/** What the event under way emitted so far: several to one stream share a tag. */
	readonly #emitting = new Map<string, LastEmission>();

	constructor(identity: Identity, read: Reader) {
		this.identity = identity;
		this.#read = read;
	}

	/**
	 * Runs within a transaction.
	 *
	 * @param cause the event that led to it; undefined for what the projection writes of itself
	 * @returns the revision, undefined for what was written already
	 * @throws EmitFault when the stream is not the projection's
	 */
	write(writer: Writer, emission: Emission, tag: Tag, cause: EventRecord | undefined): number | undefined {
		const { stream } = emission;
		const last = this.#lastIn(stream, tag);
		if (last.tag !== undefined && isCovered(tag, last.tag)) return undefined;
		if (last.former) writer.truncate(stream, last.revision + 1);
		const revision = writer.emit(stream, {
			id: uuidBytes(randomUUID()),
			type: emission.type,
			isJson: emission.isJson,
			data: Buffer.from(emission.data),
			metadata: Buffer.from(metadataOf(emission, this.identity, tag, cause)),
		});
		if (revision === undefined) throw new EmitFault(`The '${stream}' stream is deleted.`);
		this.#emitting.set(stream, { revision, tag });
		return revision;
	}

	/** Ends the emissions of one event. */
	settle(): void {
		for (const [stream, last] of this.#emitting) this.#last.set(stream, last);
		this.#emitting.clear();
	}

	/** Forgets what it knows: the transaction did not come to pass. */
	forget(): void {
		this.#emitting.clear();
		this.#last.clear();
	}

	#lastIn(stream: string, like: Tag): LastEmission {
		const { revision, softDeleted } = this.#read.stream(stream);
		const current = this.#emitting.get(stream) ?? this.#last.get(stream);
		if (current?.revision === revision) return this.#emitting.has(stream) ? { revision, tag: undefined } : current;
		const event = revision < 0 || softDeleted ? undefined : this.#read.event(stream, revision);
		const last = { revision, ...(event === undefined ? { tag: undefined } : this.#emissionIn(event, like)) };
		this.#last.set(stream, last);
		return last;
	}

	#emissionIn(event: EventRecord, like: Tag): Omit<LastEmission, 'revision'> {
		const metadata = parsedMetadata(event);
		const writer = metadata && writerIn(metadata);
		if (metadata === undefined || writer === undefined) {
			throw new EmitFault(
				`The '${event.stream}' stream managed by projection ${this.identity.id} has been written to from the outside.`);
		}
		if (writer.id !== this.identity.id) {
			throw new EmitFault(
				`Multiple projections emitting to the same stream detected.  Stream: '${event.stream}'. `
				+ `Last event projection: '${writer.id}'.  Emitting projection: '${this.identity.id}'`);
		}
		return writer.epoch === this.identity.epoch ? { tag: tagOf(metadata, like) } : { tag: undefined, former: true };
	}
}

/** `$v` of what a projection writes. */
export function versionText({ id, epoch, version }: Identity): string {
	return `${id}:${epoch}:${version}:${systemVersion}`;
}

/** Which projection wrote an event, by its metadata; undefined when none did. */
export function writerIn({ $v: version }: Record<string, unknown>): Pick<Identity, 'id' | 'epoch'> | undefined {
	if (typeof version !== 'string') return undefined;
	const [id = Number.NaN, epoch = Number.NaN] = version.split(':').map(Number);
	return { id, epoch };
}

/** The metadata of an event as an object; undefined when it is none. */
export function parsedMetadata(event: EventRecord): Record<string, unknown> | undefined {
	try {
		const parsed: unknown = JSON.parse(Buffer.from(event.metadata).toString());
		return typeof parsed === 'object' && parsed !== null ? parsed as Record<string, unknown> : undefined;
	} catch {
		return undefined;
	}
}

function metadataOf({ metadata = {} }: Emission, identity: Identity, tag: Tag, cause: EventRecord | undefined): string {
	const members = [`"$v":"${versionText(identity)}"`, tagMembers(tag)];
	for (const [name, json] of Object.entries(metadata)) members.push(`${JSON.stringify(name)}:${json}`);
	if (cause !== undefined) {
		members.push(`"$causedBy":"${uuidText(cause.id)}"`);
		const correlation = cause.isJson && cause.metadata.length > 0 ? parsedMetadata(cause)?.$correlationId : undefined;
		if (typeof correlation === 'string') members.push(`"$correlationId":${JSON.stringify(correlation)}`);
	}
	return `{${members.join(',')}}`;
}
