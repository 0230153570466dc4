import { randomUUID } from 'node:crypto';
import type { Reader } from '../store/read.ts';
import type { EventRecord, ProposedEvent } from '../store/records.ts';
import { uuidBytes } from '../store/uuid.ts';
import type { Writer } from '../store/write.ts';
import { definitionStream, projectionEvent, registrationStream } from './streams.ts';

export type Mode = 'Continuous' | 'OneTime' | 'Transient';

/** What is kept of a projection in its own stream. */
export interface ProjectionSettings {
	query: string;
	mode: Mode;
	enabled: boolean;
	deleted: boolean;
	emitEnabled: boolean;
	trackEmittedStreams: boolean;
	/** The version in which it was reset last, -1 when it never was. */
	epoch: number;
}

/** A projection as it stands in the database: its number, and the revision of its settings. */
export interface Registered {
	name: string;
	id: number;
	version: number;
	settings: ProjectionSettings;
}

/** The event that keeps settings. */
export function settingsEvent(settings: ProjectionSettings): ProposedEvent {
	const data = { handlerType: 'JS', ...settings, checkpointsDisabled: settings.mode !== 'Continuous' };
	return note(projectionEvent.updated, JSON.stringify(data), true);
}

/** An event that projections write about themselves. */
export function note(type: string, data: string, isJson = false): ProposedEvent {
	return { id: uuidBytes(randomUUID()), type, isJson, data: Buffer.from(data), metadata: new Uint8Array() };
}

/** The settings of a system projection, which has no text. */
export function systemSettings(name: string, enabled: boolean): ProposedEvent {
	return note(projectionEvent.updated, JSON.stringify({ handlerType: `native:${name}`, mode: 'Continuous', enabled }), true);
}

/**
 * Writes the settings of a projection. Runs within a transaction.
 *
 * @returns the revision, which is the projection's version
 * @throws when the stream of the settings is tombstoned
 */
export function keepSettings(writer: Writer, name: string, event: ProposedEvent): number {
	const written = writer.append(definitionStream(name), 'any', [event]);
	if (written.result === 'success') return written.revision;
	throw new Error(`The settings of projection '${name}' cannot be written: their stream is deleted.`);
}

/** The numbers of the projections that are registered, in the order of their registration. */
export function registeredIds(read: Reader): Map<string, number> {
	const ids = new Map<string, number>();
	for (const event of eventsOf(read, registrationStream)) {
		const name = Buffer.from(event.data).toString();
		if (event.type === projectionEvent.created) ids.set(name, event.revision ?? 0);
		if (event.type === projectionEvent.deleted) ids.delete(name);
	}
	return ids;
}

/** The projections of users that are registered and not deleted. */
export function registeredProjections(read: Reader): Registered[] {
	const registered: Registered[] = [];
	for (const [name, id] of registeredIds(read)) {
		const version = read.stream(definitionStream(name)).revision;
		const event = version < 0 ? undefined : read.event(definitionStream(name), version);
		const settings = event && settingsIn(event);
		if (settings !== undefined && !settings.deleted) registered.push({ name, id, version, settings });
	}
	return registered;
}

function settingsIn(event: EventRecord): ProjectionSettings | undefined {
	const parsed: unknown = JSON.parse(Buffer.from(event.data).toString());
	return typeof parsed === 'object' && parsed !== null && 'query' in parsed ? parsed as ProjectionSettings : undefined;
}

/** Every event of a stream, page by page. */
export function* eventsOf(read: Reader, name: string): Generator<EventRecord> {
	const stream = read.stream(name);
	if (stream.softDeleted || stream.tombstoned) return;
	let from: number | undefined = 0;
	while (from !== undefined) {
		const page = read.streamPage(stream, 'forwards', from, Number.MAX_SAFE_INTEGER);
		yield* page.events;
		from = page.next;
	}
}
