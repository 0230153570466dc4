import { randomUUID } from 'node:crypto';
import type { EventTable } from '../event-table.ts';
import { uuidBytes } from '../uuid.ts';
import type { Writer } from '../write.ts';
import type { ProjectionState, ProjectionTable } from './projection-table.ts';
import { systemProjections } from './system-projections.ts';

/** Where the vendor's server notes which projections there are. */
const registrationStream = '$projections-$all';

/** Events that a projection reads at once, and in one commit at most. */
const pageSize = 256;
const pagesPerCommit = 8;

/**
 * Runs the system projections inside the commits: the links to an event are written in the event's own transaction, so
 * that they are there when the append is acknowledged, exactly once. A projection that was enabled late, or whose
 * backlog is long, catches up in the commits that follow.
 */
export class Projector {
	readonly #table: ProjectionTable;
	readonly #events: EventTable;
	readonly #writer: Writer;

	constructor(table: ProjectionTable, events: EventTable, writer: Writer) {
		this.#table = table;
		this.#events = events;
		this.#writer = writer;
	}

	get states(): ProjectionState[] {
		return this.#table.all();
	}

	/** Makes the projections known at the first start. */
	register(): void {
		const added = Object.keys(systemProjections).filter((name) => this.#table.add(name));
		if (added.length === 0) return;
		const note = (type: string, data: string) => ({
			id: uuidBytes(randomUUID()), type, isJson: false, data: Buffer.from(data), metadata: new Uint8Array(),
		});
		this.#writer.append(registrationStream, 'any', [
			note('$ProjectionsInitialized', ''),
			...added.map((name) => note('$ProjectionCreated', name)),
		]);
	}

	/** @returns whether there is such a projection */
	setEnabled(name: string, enabled: boolean): boolean {
		if (!Object.hasOwn(systemProjections, name)) return false;
		this.#table.setEnabled(name, enabled);
		return true;
	}

	/**
	 * Lets the enabled projections read on.
	 *
	 * @returns whether one of them is not at the end yet
	 */
	advance(): boolean {
		const before = this.#table.all().filter((state) => state.enabled);
		const enabled = before.map((state) => ({ ...state }));
		let behind = true;
		for (let page = 0; behind && page < pagesPerCommit; page += 1) {
			// Those that are equally far, mostly all of them, read the same page.
			const groups = Map.groupBy(enabled, (state) => state.sequence);
			behind = [...groups.values()].map((group) => this.#read(group)).includes(true);
		}
		enabled.forEach(({ name, sequence }, index) => {
			if (sequence !== before[index]?.sequence) this.#table.setSequence(name, sequence);
		});
		return behind;
	}

	/** Reads one page; what it emits comes after it in the log, and is read in its turn. */
	#read(group: readonly ProjectionState[]): boolean {
		const [{ sequence } = { sequence: 0 }] = group;
		const last = Math.min(this.#events.lastSequence(), sequence + pageSize);
		if (last <= sequence) return false;
		for (const event of [...this.#events.inLog('forwards', sequence + 1, last)]) {
			if (event.revision === null) continue;
			for (const { name } of group) {
				const emitted = systemProjections[name]?.(event);
				if (emitted !== undefined) this.#writer.emit(emitted.stream, emitted.event);
			}
		}
		for (const state of group) state.sequence = last;
		return this.#events.lastSequence() > last;
	}
}
