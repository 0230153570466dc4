import { randomUUID } from 'node:crypto';
import type { Condition } from './condition.ts';
import { column, compare, every, sqlValue } from './condition.ts';
import type { Database } from './database.ts';
import type { Direction, Key, Model, Relation, Stored } from './model.ts';
import { kindOf } from './model.ts';

/** A reference that points at a model: who holds it, in which field, and what a deletion does to it. */
export interface Referrer {
	model: Model<Stored>;
	field: string;
	onDelete: 'cascade' | 'set_null';
}

export interface Query {
	where?: Condition[];
	/** Field names, a leading `-` for descending. */
	order?: readonly string[];
	limit?: number;
	offset?: number;
}

/** Objects of all models in one table, as JSON, with their relations. Every method is one transaction. */
export class Objects {
	readonly #database: Database;
	readonly #models: readonly Model<Stored>[];
	readonly #relations: readonly Relation[];
	readonly #revisions = new Map<string, number>();

	constructor(database: Database, models: readonly Model<Stored>[], relations: readonly Relation[]) {
		this.#database = database;
		this.#models = models;
		this.#relations = relations;
		for (const model of models) {
			const kind = kindOf(model);
			for (const field of new Set([...model.unique, ...model.indexed, ...Object.keys(model.references)])) {
				const unique = (model.unique as readonly string[]).includes(field) ? 'UNIQUE' : '';
				database.execute(
					`CREATE ${unique} INDEX IF NOT EXISTS "${kind}.${field}" ON object (kind, ${column(field)}) WHERE kind = '${kind}'`,
				);
			}
		}
	}

	transaction<T>(work: () => T): T {
		return this.#database.transaction(work);
	}

	/** Grows with every change to an object of the model: what was derived from its objects is stale when it has grown. */
	revision(model: { app: string; name: string }): number {
		return this.#revisions.get(kindOf(model)) ?? 0;
	}

	create<T extends Stored>(model: Model<T>, data: Omit<T, 'pk'>): T {
		return this.transaction(() => {
			const object = { pk: this.#nextKey(model), ...data } as T;
			this.#insert(model, object);
			return object;
		});
	}

	get<T extends Stored>(model: Model<T>, pk: Key | null | undefined): T | undefined {
		if (pk === null || pk === undefined) return undefined;
		const row = this.#database.get('SELECT data FROM object WHERE kind = ? AND pk = ?', kindOf(model), pk);
		return row && (JSON.parse(row.data as string) as T);
	}

	/** The first object whose field equals the value. */
	find<T extends Stored>(model: Model<T>, field: keyof T & string, value: unknown): T | undefined {
		return this.list(model, { where: [compare(field, '=', value)], limit: 1 })[0];
	}

	list<T extends Stored>(model: Model<T>, query: Query = {}): T[] {
		const where = every(query.where ?? []);
		const order = (query.order ?? []).map((name) =>
			name.startsWith('-') ? `${column(name.slice(1))} DESC` : column(name),
		);
		const rows = this.#database.all(
			`SELECT data FROM object WHERE kind = '${kindOf(model)}' AND (${where.sql})
			ORDER BY ${[...order, 'pk'].join(', ')} LIMIT ? OFFSET ?`,
			...where.values,
			query.limit ?? -1,
			query.offset ?? 0,
		);
		return rows.map((row) => JSON.parse(row.data as string) as T);
	}

	count<T extends Stored>(model: Model<T>, where: Condition[] = []): number {
		const condition = every(where);
		const row = this.#database.get(
			`SELECT count(*) AS count FROM object WHERE kind = '${kindOf(model)}' AND (${condition.sql})`,
			...condition.values,
		);
		return Number(row?.count);
	}

	update<T extends Stored>(model: Model<T>, pk: Key, changes: Partial<T>): T {
		return this.transaction(() => {
			const object = this.get(model, pk);
			if (!object) throw new Error(`no ${kindOf(model)} with the key ${pk}`);
			const changed = { ...object, ...changes, pk: object.pk };
			this.#database.run(
				'UPDATE object SET data = ? WHERE kind = ? AND pk = ?',
				JSON.stringify(changed),
				kindOf(model),
				pk,
			);
			this.#changed(model);
			return changed;
		});
	}

	/** Deletes an object, its relations and what hangs on it; `before` hears of each object that goes. */
	remove<T extends Stored>(model: Model<T>, pk: Key, before?: (model: Model<Stored>, pk: Key) => void): void {
		this.transaction(() => {
			before?.(model as unknown as Model<Stored>, pk);
			for (const { model: other, field, onDelete } of this.referrers(model)) {
				const condition = compare(field, '=', pk);
				for (const { pk: holder } of this.list(other, { where: [condition] })) {
					if (onDelete === 'cascade') this.remove(other, holder, before);
					else this.update(other, holder, { [field]: null });
				}
			}
			const kind = kindOf(model);
			for (const { name, source, target } of this.#relations) {
				if (source === kind) this.#database.run('DELETE FROM link WHERE relation = ? AND source = ?', name, pk);
				if (target === kind) this.#database.run('DELETE FROM link WHERE relation = ? AND target = ?', name, pk);
			}
			this.#database.run('DELETE FROM object WHERE kind = ? AND pk = ?', kind, pk);
			this.#changed(model);
		});
	}

	/** The fields of other models that point at objects of this one. */
	referrers<T extends Stored>(model: Model<T>): Referrer[] {
		const kind = kindOf(model);
		return this.#models.flatMap((other) =>
			Object.entries(other.references).flatMap(([field, reference]) =>
				reference?.kind === kind ? [{ model: other, field, onDelete: reference.onDelete }] : [],
			),
		);
	}

	/** The keys at the other end of a relation. */
	linked(relation: Relation, direction: Direction, pk: Key): Key[] {
		const [own, other] = direction === 'forward' ? ['source', 'target'] : ['target', 'source'];
		return this.#database
			.all(`SELECT ${other} AS other FROM link WHERE relation = ? AND ${own} = ? ORDER BY other`, relation.name, pk)
			.map((row) => row.other as Key);
	}

	/** All objects that can be reached over a relation, the starting ones included. */
	reachable(relation: Relation, from: readonly Key[]): Key[] {
		const places = from.map(() => '(?)').join(', ');
		if (from.length === 0) return [];
		return this.#database
			.all(
				`WITH RECURSIVE reached (pk) AS (
					VALUES ${places} UNION SELECT link.target FROM link JOIN reached ON link.source = reached.pk WHERE relation = ?
				) SELECT pk FROM reached`,
				...from,
				relation.name,
			)
			.map((row) => row.pk as Key);
	}

	link(relation: Relation, source: Key, target: Key): void {
		this.#database.run(
			'INSERT OR IGNORE INTO link (relation, source, target) VALUES (?, ?, ?)',
			relation.name,
			source,
			target,
		);
		this.#linksChanged(relation);
	}

	unlink(relation: Relation, source: Key, target: Key): void {
		this.#database.run(
			'DELETE FROM link WHERE relation = ? AND source = ? AND target = ?',
			relation.name,
			source,
			target,
		);
		this.#linksChanged(relation);
	}

	/** Replaces all keys at the other end of a relation. */
	setLinked(relation: Relation, direction: Direction, pk: Key, others: readonly Key[]): void {
		this.transaction(() => {
			const own = direction === 'forward' ? 'source' : 'target';
			this.#database.run(`DELETE FROM link WHERE relation = ? AND ${own} = ?`, relation.name, pk);
			for (const other of others) {
				if (direction === 'forward') this.link(relation, pk, other);
				else this.link(relation, other, pk);
			}
			this.#linksChanged(relation);
		});
	}

	#insert<T extends Stored>(model: Model<T>, object: T): void {
		this.#database.run(
			'INSERT INTO object (kind, pk, data) VALUES (?, ?, ?)',
			kindOf(model),
			sqlValue(object.pk),
			JSON.stringify(object),
		);
		this.#changed(model);
	}

	#nextKey<T extends Stored>(model: Model<T>): Key {
		if (model.key === 'uuid') return randomUUID();
		const row = this.#database.get(
			`INSERT INTO sequence (kind, last) VALUES (?, 1)
			ON CONFLICT (kind) DO UPDATE SET last = last + 1 RETURNING last`,
			kindOf(model),
		);
		return Number(row?.last);
	}

	#changed(model: { app: string; name: string }): void {
		this.#revisions.set(kindOf(model), this.revision(model) + 1);
	}

	#linksChanged({ source, target }: Relation): void {
		for (const kind of [source, target]) this.#revisions.set(kind, (this.#revisions.get(kind) ?? 0) + 1);
	}
}
