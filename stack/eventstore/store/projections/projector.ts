import { keepSettings, note, registeredIds, systemSettings } from '../../projections/settings.ts';
import { definitionStream, projectionEvent, registrationStream } from '../../projections/streams.ts';
import type { EventTable } from '../event-table.ts';
import type { Reader } from '../read.ts';
import type { EventRecord } from '../records.ts';
import type { Unsynced } from '../unsynced.ts';
import type { Writer } from '../write.ts';
import { Ownership } from './ownership.ts';
import type { ProjectionState, ProjectionTable } from './projection-table.ts';
import { emittedEvent, systemProjections } from './system-projections.ts';

/** The order in which the vendor's server registers them. */
const names = ['$streams', '$by_event_type', '$by_category', '$by_correlation_id', '$stream_by_category'];

/** Events that a projection reads at once, and in one commit at most. */
const pageSize = 256;
const pagesPerCommit = 8;

/** A system projection with its number and the version of its settings. */
export type SystemState = ProjectionState & { id: number; version: number };

/**
 * Runs the system projections inside the commits: the links to an event are written in the event's own transaction, so
 * that they are there when the append is acknowledged, exactly once. A projection that was enabled late, or whose
 * backlog is long, catches up in the commits that follow.
 */
export class Projector {
	readonly #table: ProjectionTable;
	readonly #events: EventTable;
	readonly #writer: Writer;
	readonly #read: Reader;
	readonly #unsynced: Unsynced;
	readonly #ownership: Ownership;
	/** As they were before they read on in the last commit. */
	#before: ProjectionState[] = [];
	/** Numbers and versions by name, known after `register`. */
	readonly #known = new Map<string, { id: number; version: number }>();

	constructor(table: ProjectionTable, events: EventTable, writer: Writer, read: Reader, unsynced: Unsynced) {
		this.#table = table;
		this.#events = events;
		this.#writer = writer;
		this.#read = read;
		this.#unsynced = unsynced;
		this.#ownership = new Ownership(read);
	}

	get states(): SystemState[] {
		const states = this.#unsynced.waiting ? this.#before : this.#table.all();
		return states.map((state) => ({ ...state, ...this.#identity(state.name) }));
	}

	/** Makes the projections known at the first start. */
	register(): void {
		const added = names.filter((name) => this.#table.add(name));
		if (added.length > 0) {
			this.#writer.append(registrationStream, 'any', [
				note(projectionEvent.initialized, ''),
				...added.map((name) => note(projectionEvent.created, name)),
			]);
			for (const name of added) keepSettings(this.#writer, name, systemSettings(name, false));
		}
		const ids = registeredIds(this.#read);
		for (const name of names) {
			this.#known.set(name, { id: ids.get(name) ?? 0, version: Math.max(0, this.#read.stream(definitionStream(name)).revision) });
		}
	}

	/** @returns whether there is such a projection */
	setEnabled(name: string, enabled: boolean): boolean {
		const state = this.#table.all().find((found) => found.name === name);
		if (state === undefined) return false;
		if (enabled && state.enabled && state.fault === null) return true;
		this.#table.setEnabled(name, enabled);
		const version = keepSettings(this.#writer, name, systemSettings(name, enabled));
		this.#known.set(name, { ...this.#identity(name), version });
		return true;
	}

	/**
	 * Lets the enabled projections read on.
	 *
	 * @returns whether one of them is not at the end yet
	 */
	advance(): boolean {
		this.#before = this.#table.all();
		const before = this.#before.filter((state) => state.enabled && state.fault === null);
		const enabled = before.map((state) => ({ ...state }));
		let behind = true;
		for (let page = 0; behind && page < pagesPerCommit; page += 1) {
			// Those that are equally far, mostly all of them, read the same page.
			const groups = Map.groupBy(enabled.filter(({ fault }) => fault === null), (state) => state.sequence);
			behind = [...groups.values()].map((group) => this.#readPage(group)).includes(true);
		}
		enabled.forEach(({ name, sequence, fault }, index) => {
			if (sequence !== before[index]?.sequence) this.#table.setSequence(name, sequence);
			if (fault !== null) this.#table.setFault(name, fault);
		});
		return behind;
	}

	/** Reads one page; what it emits comes after it in the log, and is read in its turn. */
	#readPage(group: readonly ProjectionState[]): boolean {
		const [{ sequence } = { sequence: 0 }] = group;
		const last = Math.min(this.#events.lastSequence(), sequence + pageSize);
		if (last <= sequence) return false;
		for (const event of [...this.#events.inLog('forwards', sequence + 1, last)]) {
			for (const state of group) if (state.fault === null) this.#project(state, event);
		}
		for (const state of group) if (state.fault === null) state.sequence = last;
		return this.#events.lastSequence() > last;
	}

	#project(state: ProjectionState, event: EventRecord): void {
		const emitted = systemProjections[state.name]?.(event, this.#read);
		if (emitted === undefined) return;
		const { id, version } = this.#identity(state.name);
		const { stream } = emitted;
		let foreign = false;
		const revision = this.#writer.emit(stream, emittedEvent(emitted, event, id, version), (target) => {
			foreign = !this.#ownership.isOwn(target, id);
			return !foreign;
		});
		if (revision !== undefined) this.#ownership.wrote(stream, revision);
		if (!foreign) return;
		state.fault = `The '${stream}' stream managed by projection ${id} has been written to from the outside.`;
		// Where it stopped: enabled again, it meets the same event again.
		state.sequence = this.#events.sequenceOf(event) - 1;
	}

	#identity(name: string): { id: number; version: number } {
		return this.#known.get(name) ?? { id: 0, version: 0 };
	}
}
