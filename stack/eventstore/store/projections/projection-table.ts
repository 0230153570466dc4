import type { DatabaseSync } from 'node:sqlite';

/** A projection as it stands: whether it runs, and the row of the log up to which it has read. */
export interface ProjectionState {
	name: string;
	enabled: boolean;
	sequence: number;
}

/** The table of projections. */
export class ProjectionTable {
	readonly #select;
	readonly #add;
	readonly #setEnabled;
	readonly #setSequence;

	constructor(database: DatabaseSync) {
		this.#select = database.prepare('SELECT name, enabled, sequence FROM projections ORDER BY name');
		this.#add = database.prepare('INSERT INTO projections (name) VALUES (?) ON CONFLICT DO NOTHING');
		this.#setEnabled = database.prepare('UPDATE projections SET enabled = ? WHERE name = ?');
		this.#setSequence = database.prepare('UPDATE projections SET sequence = ? WHERE name = ?');
	}

	all(): ProjectionState[] {
		return this.#select.all().map((row) => ({
			name: String(row.name),
			enabled: row.enabled === 1,
			sequence: Number(row.sequence),
		}));
	}

	/** @returns whether the projection is new */
	add(name: string): boolean {
		return this.#add.run(name).changes > 0;
	}

	setEnabled(name: string, enabled: boolean): void {
		this.#setEnabled.run(enabled ? 1 : 0, name);
	}

	setSequence(name: string, sequence: number): void {
		this.#setSequence.run(sequence, name);
	}
}
