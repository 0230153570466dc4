import type { DatabaseSync } from 'node:sqlite';

/** A projection as it stands: whether it runs, and the row of the log up to which it has read. */
export interface ProjectionState {
	name: string;
	enabled: boolean;
	sequence: number;
	/** Why it cannot go on although it is enabled; null while it can. */
	fault: string | null;
}

/** The table of projections. */
export class ProjectionTable {
	readonly #select;
	readonly #add;
	readonly #setEnabled;
	readonly #setSequence;
	readonly #setFault;

	constructor(database: DatabaseSync) {
		this.#select = database.prepare('SELECT name, enabled, sequence, fault FROM projections ORDER BY name');
		this.#add = database.prepare('INSERT INTO projections (name) VALUES (?) ON CONFLICT DO NOTHING');
		this.#setEnabled = database.prepare('UPDATE projections SET enabled = ?, fault = NULL WHERE name = ?');
		this.#setSequence = database.prepare('UPDATE projections SET sequence = ? WHERE name = ?');
		this.#setFault = database.prepare('UPDATE projections SET fault = ? WHERE name = ?');
	}

	all(): ProjectionState[] {
		return this.#select.all().map((row) => ({
			name: String(row.name),
			enabled: row.enabled === 1,
			sequence: Number(row.sequence),
			fault: row.fault === null ? null : String(row.fault),
		}));
	}

	/** @returns whether the projection is new */
	add(name: string): boolean {
		return this.#add.run(name).changes > 0;
	}

	/** A fault is forgotten: enabled again, the projection tries what it failed at. */
	setEnabled(name: string, enabled: boolean): void {
		this.#setEnabled.run(enabled ? 1 : 0, name);
	}

	setSequence(name: string, sequence: number): void {
		this.#setSequence.run(sequence, name);
	}

	setFault(name: string, fault: string): void {
		this.#setFault.run(fault, name);
	}
}
