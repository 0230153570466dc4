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
		const enabled = this.#table.all().filter((state) => state.enabled);
		for (let page = 0; page < pagesPerCommit; page += 1) {
			const behind = enabled.map((state) => this.#read(state));
			if (!behind.includes(true)) return false;
		}
		return true;
	}

	/** Reads one page; what it emits comes after it in the log, and is read in its turn. */
	#read(state: ProjectionState): boolean {
		const project = systemProjections[state.name];
		const last = Math.min(this.#events.lastSequence(), state.sequence + pageSize);
		if (project === undefined || last <= state.sequence) return false;
		const page = [...this.#events.inLog('forwards', state.sequence + 1, last)];
		for (const event of page) {
			if (event.revision === null) continue;
			const emitted = project(event);
			if (emitted !== undefined) this.#writer.append(emitted.stream, 'any', [emitted.event]);
		}
		state.sequence = last;
		this.#table.setSequence(state.name, last);
		return this.#events.lastSequence() > last;
	}
}
